"""The pages of feedback: nbgrader's own, made by several processes, and only where something has changed.

`dosclientes grade --feedback`, `nbgrader generate_feedback` and formgrader's button make them here.
"""

from dosclientes.grading.feedback.class_pages import Made, make_pages

__all__ = ["Made", "make_pages"]
