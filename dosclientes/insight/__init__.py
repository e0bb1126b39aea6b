"""What a class knows: `dosclientes insight`, from what nbgrader has graded, for whoever teaches it.

Four steps, each knowing only those before it: `read` (gradebook, hand-ins, keys), `count` (statistics), `alike`
(hand-ins that resemble each other), `show` (pages and tables). `command` is the line.
"""
