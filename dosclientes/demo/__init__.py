"""`dosclientes demo`: a simulated class through every step of nbgrader, to look at in the formgrader."""
