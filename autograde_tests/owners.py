"""Answers about a student's own data, judged by the data of the student nbgrader knows."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from autograde_tests.checking import NeedsPersonError, Verdict, submission
from dosclientes.classroom.personal import FILE, data_of, recorded
from dosclientes.translation import gettext

if TYPE_CHECKING:
    import pandas as pd

_ = partial(gettext, catalog="graded")


def judge_own(judge: Callable[[pd.DataFrame], Verdict], name: str, size: int | None = None) -> Verdict:
    """The verdict of `judge` on the data set `name` of whose work it is.

    Raises NeedsPersonError if nobody says whose it is, and if an answer that is not all right fits another id
    better: the one its author wrote down.
    """
    folder, student = submission()
    written = recorded(folder)
    owner = student or written or os.environ.get("JUPYTERHUB_USER", "").strip()
    if not owner:
        raise NeedsPersonError(_("No se sabe de quién es esta entrega: falta {file}.", file=FILE))
    verdict = judge(data_of(owner, name, size))
    if verdict.fraction < 1 and written and written != owner:
        if judge(data_of(written, name, size)).fraction > verdict.fraction:
            raise NeedsPersonError(
                _(
                    "{file} dice «{other}» y lo entrega «{this}». Si eres la misma persona, avisa.",
                    file=FILE,
                    other=written,
                    this=owner,
                )
            )
    return verdict
