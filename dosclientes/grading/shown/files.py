"""A Jupyter server extension: the files of a submission that the formgrader hands out are opened without any rights."""

from __future__ import annotations

from typing import Any

__all__ = ["POLICY"]

POLICY = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'"
"""As Jupyter's own `/files/`: a page among them is of no origin, and its scripts do not run."""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(app: Any) -> None:
    from nbgrader.server_extensions.formgrader.handlers import SubmissionFilesHandler

    def set_extra_headers(handler: Any, path: str) -> None:
        handler.set_header("Content-Security-Policy", POLICY)
        handler.set_header("X-Content-Type-Options", "nosniff")

    SubmissionFilesHandler.set_extra_headers = set_extra_headers
    app.log.debug("formgrader: submissions' files are handed out in a sandbox")
