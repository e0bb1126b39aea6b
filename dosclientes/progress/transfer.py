"""Taking the record along: export to CSV or JSON, and import, as often as one likes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dosclientes.answers import CONFIDENCES
from dosclientes.atomic import write_atomically
from dosclientes.language.translation import gettext as _
from dosclientes.progress.record import add, all_answers
from dosclientes.progress.schedule import UNCARDED, Given

__all__ = ["TransferError", "export", "import_file", "read_export"]

_FORMAT = "dosclientes-progress"
_VERSION = 1
_FIELDS = ("id", "item", "time", "confidence", "fraction", "correct", "misconceptions")


class TransferError(Exception):
    """A file is no export of the record; the message says where and why. Nothing was changed."""


def export(path: Path) -> int:
    """Write all answers to a `.csv` or `.json` file and return their number.

    Raises TransferError for another ending, RecordError, OSError.
    """
    kind = _kind(path)
    rows = [_row(one) for one in all_answers()]
    if kind == ".json":
        content = {"format": _FORMAT, "version": _VERSION, "answers": rows}
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    else:
        out = io.StringIO()
        writer = csv.DictWriter(out, _FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "misconceptions": " ".join(row["misconceptions"])} for row in rows)
        text = out.getvalue()
    write_atomically(path, text.encode())
    return len(rows)


def import_file(path: Path) -> int:
    """Add the answers of an export and return how many were new. Raises TransferError, RecordError, OSError."""
    return add(read_export(path))


def read_export(path: Path) -> list[Given]:
    """The answers of an export. Raises TransferError, OSError."""
    kind = _kind(path)
    try:
        text = path.read_text("utf-8-sig")
        rows = _json_rows(text) if kind == ".json" else _csv_rows(text)
    except (UnicodeDecodeError, json.JSONDecodeError, csv.Error, RecursionError) as error:
        raise TransferError(
            _("{file}: no es una exportación ({error}).", file=path.name, error=error)
        ) from None
    answers = []
    for number, row in enumerate(rows, 1):
        try:
            answers.append(_given(row))
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise TransferError(
                _(
                    "{file}, respuesta {number}: no se entiende ({error}). No se ha importado nada.",
                    file=path.name,
                    number=number,
                    error=error,
                )
            ) from None
    return answers


def _kind(path: Path) -> str:
    if path.suffix.lower() not in (".csv", ".json"):
        raise TransferError(_("{file}: el nombre debe acabar en .csv o .json.", file=path.name))
    return path.suffix.lower()


def _row(one: Given) -> dict[str, Any]:
    return {
        "id": one.id,
        "item": one.item,
        "time": one.time.isoformat(timespec="microseconds"),
        "confidence": one.confidence,
        "fraction": one.fraction,
        "correct": one.correct,
        "misconceptions": list(one.misconceptions),
    }


def _json_rows(text: str) -> list[Any]:
    data = json.loads(text)
    if (
        not isinstance(data, dict)
        or data.get("format") != _FORMAT
        or not isinstance(data.get("answers"), list)
    ):
        raise TransferError(_("El archivo no es una exportación de este curso."))
    if data.get("version") != _VERSION:
        raise TransferError(_("La exportación es de otra versión del curso: actualiza el curso."))
    return list(data["answers"])


def _csv_rows(text: str) -> Iterator[dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(text))
    if not set(_FIELDS) <= set(reader.fieldnames or ()):
        raise TransferError(_("El archivo no es una exportación de este curso."))
    for row in reader:
        yield {**row, "misconceptions": (row["misconceptions"] or "").split()}


def _given(row: Mapping[str, Any]) -> Given:
    time = datetime.fromisoformat(row["time"])
    fraction = float(row["fraction"])
    codes = tuple(map(str, row["misconceptions"]))
    words = (row["id"], row["item"])
    if not all(isinstance(word, str) and re.fullmatch(r"[\w-]{1,100}", word) for word in words):
        raise ValueError(" ".join(map(str, words)))
    if row["confidence"] not in (*CONFIDENCES, *UNCARDED) or not 0 <= fraction <= 1 or time.tzinfo is None:
        raise ValueError(", ".join(map(str, (row["time"], row["confidence"], fraction))))
    if not all(re.fullmatch(r"M\d{1,2}", code) for code in codes):
        raise ValueError(" ".join(codes))
    return Given(row["id"], row["item"], time.astimezone(UTC), row["confidence"], fraction, codes)
