"""A page to keep once the course is done, or on the way: made here, and needing nothing but itself."""

from __future__ import annotations

from pathlib import Path

from dosclientes.atomic import write_atomically
from dosclientes.exercises.markup import escape
from dosclientes.language.translation import gettext as _
from dosclientes.pages import page
from dosclientes.progress.lessons import lessons
from dosclientes.progress.mastery import finished, standing
from dosclientes.progress.picture import picture, table_html
from dosclientes.progress.words import findings, step_line

__all__ = ["write_summary"]

_PRINTED = "<style>:root{--jp-content-font-color1:var(--text);--jp-layout-color1:var(--back)}</style>"


def write_summary(path: Path) -> None:
    """Write the summary as one HTML file. Raises RecordError, OSError."""
    stand = standing()
    known = lessons()
    done = sum(finished(lesson, stand) for lesson in known)
    lines = [
        _(
            "{date} · lecciones terminadas: {done} de {all}.",
            date=f"{stand.at:%Y-%m-%d}",
            done=done,
            all=len(known),
        ),
        *(line.text for line in (*findings(stand), step_line(stand))),
    ]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    body = f"{_PRINTED}{picture(stand)._repr_html_()}{told}{table_html(stand)}"
    write_atomically(path, page(_("Dos Clientes: lo que sabes"), body).encode())
