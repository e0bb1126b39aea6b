"""One class, in one language: set DOSCLIENTES_LANG, as in `DOSCLIENTES_LANG=en nbgrader autograde a1`.

Each language has its own gradebook and folders, so that switching never mixes two classes. The course may be
copied anywhere: all paths are relative to this file.
"""

import os
import sys
from pathlib import Path

from dosclientes.grading import configure, make_inert
from dosclientes.paths import LOCALE
from dosclientes.paths import ROOT as CHECKOUT
from dosclientes.teaching.folder import guard_folder
from dosclientes.teaching.hand_ins.owners import guard_owners
from dosclientes.teaching.late.guard import guard_due_dates, guard_timestamps
from dosclientes.teaching.regrade.guard import guard_questions

c = get_config()  # noqa: F821 - given by Jupyter

ROOT = Path(__file__).resolve().parent
LANGUAGE = os.environ.get("DOSCLIENTES_LANG") or "es"
if not (ROOT / "source" / LANGUAGE).is_dir():
    found = ", ".join(sorted(path.name for path in (ROOT / "source").iterdir() if path.is_dir()))
    raise SystemExit(f"DOSCLIENTES_LANG={LANGUAGE}: {found}?")

# the class; a course id is a folder of the exchange
c.CourseDirectory.course_id = f"dosclientes-{LANGUAGE}"
c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.source_directory = f"source/{LANGUAGE}"
c.CourseDirectory.release_directory = f"assignments/{LANGUAGE}"
c.CourseDirectory.submitted_directory = f"submitted/{LANGUAGE}"
c.CourseDirectory.autograded_directory = f"autograded/{LANGUAGE}"
c.CourseDirectory.feedback_directory = f"feedback/{LANGUAGE}"
c.CourseDirectory.solution_directory = f"solution/{LANGUAGE}"
c.CourseDirectory.db_url = f"sqlite:///{(ROOT / f'gradebook-{LANGUAGE}.db').as_posix()}"
# or elsewhere, such as on a server (docs/scale.md)
if BOOK := os.environ.get("DOSCLIENTES_DB"):
    if "{lang}" not in BOOK:
        raise SystemExit("DOSCLIENTES_DB: postgresql:///…{lang}?")
    c.CourseDirectory.db_url = BOOK.replace("{lang}", LANGUAGE)
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    # the engine's report is for who teaches
    "grading.json",
    ".answers.json.*",
    ".jupyterlab",
    # what a self-learner has checked before joining the class
    "attempts",
    # modules of these names in a submission would be imported instead of the real ones
    "autograde_tests*",
    "dosclientes*",
]

# where assignments and submissions change hands; a shared folder if students have accounts on this computer
c.Exchange.root = os.environ.get("DOSCLIENTES_EXCHANGE") or str(ROOT / "exchange")

# whoever hands in again is collected again: the last hand-in counts
c.ExchangeCollect.update = True

# students fill in a skeleton that stands above each solution; its blanks, `...`, say nothing in any language. Nothing
# is put where the solution was: an exception there would stop "Run all"
c.ClearSolutions.code_stub = {"python": ""}

# what students get is committed: without this, generating it in a fresh copy would be skipped, and leave a gradebook
# that knows nothing of the assignment
c.GenerateAssignment.force = True

# downloads of a learning platform, in downloaded/<language>/<assignment>/archive: each file or zip is called
# <student>_<anything>; the clicks come along
c.ZipCollectApp.downloaded_directory = f"downloaded/{LANGUAGE}"
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?P<student_id>[^/\\_]+)_.*?(?P<file_id>[^/\\_]+)\.(?:ipynb|json)$"
)

# a deleted test cell comes back, and its points can be lost but not its question
c.OverwriteCells.add_missing_cells = True

# feedback says what failed and where to read on, and shows no hidden test
c.GenerateFeedback.preprocessors = [  # by name: what a configuration imports, every command waits for
    "dosclientes.teaching.feedback.HideTests",
    "dosclientes.grading.shown.waiting.Grades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# whoever grades, what a submission shows can be read and cannot act
make_inert(c)

# a due date that nbgrader would misread is refused, and how it would be read is said
guard_due_dates()
# and when something was handed in is read as it was meant, or told to be unknown
guard_timestamps()
# and so is a question that is added after hand-ins, before anything is deleted
guard_questions()
# whose account hand-ins belong to is told once, and suspects nobody where all use the instructor's
guard_owners()
# a path in which nbgrader would find no notebook is named
guard_folder()

# `nbgrader export` writes what `dosclientes grades --format csv` does: ungraded is empty, never 0
c.ExportApp.plugin_class = "dosclientes.teaching.grades.plugin.LongCsv"

# notebooks run in kernels of their own, which find the hidden checks by PYTHONPATH; a gradebook is made by
# a command, alembic, which lies beside this Python and not always on the PATH
for name, folder in (("PYTHONPATH", ROOT), ("PATH", Path(sys.executable).parent)):
    known = [entry for entry in os.environ.get(name, "").split(os.pathsep) if entry]
    if str(folder) not in known:
        os.environ[name] = os.pathsep.join([str(folder), *known])


def right_clicks(assignment):
    """What lies beside an assignment's solution when it is rehearsed: the right clicks, made of the key."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    from autograde_tests import clicks  # when asked: every command reads this file

    return clicks.right_clicks(assignment, ROOT / "autograde_tests" / "items")


# The engine of this project (dosclientes/grading), in a sandbox, grades behind `nbgrader autograde` and formgrader's
# button as it does behind `dosclientes grade a1`. DOSCLIENTES_GRADING=stock leaves grading to nbgrader's own.
GRADING = os.environ.get("DOSCLIENTES_GRADING") or "engine"
if GRADING not in ("engine", "stock"):
    raise SystemExit(f"DOSCLIENTES_GRADING={GRADING}: engine, stock?")
if GRADING == "engine":
    configure(c, solution_files=right_clicks)
# Students' code sees the library, its public messages and the course; what to load once, the rehearsal finds.
c.Examine.visible = [str(path) for path in (CHECKOUT / "course", *LOCALE.glob("*/public.*"))]
# Its tests speak the language of the class, on other machines too.
c.Examine.carried = [str(path) for path in LOCALE.glob("*/graded.*")]
