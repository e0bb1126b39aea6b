"""What a student's nbgrader must know: the class, and where assignments and submissions change hands."""

import os

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - given by Jupyter

c.CourseDirectory.course_id = f"dosclientes-{os.environ['DOSCLIENTES_LANG']}"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    ".answers.json.*",
    ".jupyterlab",
]
c.Exchange.root = os.environ["DOSCLIENTES_EXCHANGE"]
c.Exchange.cache = os.environ["DOSCLIENTES_CACHE"]
if os.environ.get("DOSCLIENTES_STUDENT"):
    c.CourseDirectory.student_id = os.environ["DOSCLIENTES_STUDENT"]
