"""What the page says, as CSV files and one JSON: numbers with a point, keys in English, no word of a reader's
language.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from math import isnan
from typing import Any

from dosclientes.insight.count.agreement import Agreement
from dosclientes.insight.count.choices import Surely
from dosclientes.insight.count.estimates import FEW, Estimate
from dosclientes.insight.count.misconceptions import Confusion
from dosclientes.insight.count.records import Held, Learned
from dosclientes.insight.whole import Report, Row
from dosclientes.teaching.grades.cells import plain

__all__ = ["as_json", "tables"]


_TABLES = ("questions", "answers", "confidence", "misconceptions", "students", "objectives")


def tables(report: Report, names: Mapping[str, str], lessons: Learned | None = None) -> dict[str, str]:
    """The CSV files, by what each holds; `names` are what students are called, `lessons` what records say."""
    content = _content(report, names, lessons)
    return {name: _sheet(content[name]) for name in _TABLES if name in content}


def as_json(report: Report, names: Mapping[str, str], lessons: Learned | None = None) -> str:
    """All of it as JSON."""
    return json.dumps(_content(report, names, lessons), ensure_ascii=False, indent=1) + "\n"


def _content(report: Report, names: Mapping[str, str], lessons: Learned | None) -> dict[str, Any]:
    group = report.group
    found = report.reliability
    alpha = _estimate("alpha", found.alpha) if found else {}
    whole = {
        "course": group.course,
        "assignment": group.assignment,
        "hand_ins": len(group.hand_ins),
        "absent": group.absent,
        "waiting": group.waiting,
        "blank": report.blank,
        "full": float(group.full.sum()),
        "totals": sorted(map(float, report.totals)),
        **alpha,
        "standard_error": found.error if found and not found.alpha.says_nothing else None,
    }
    return {
        "format": "dosclientes-insight",
        "version": 1,
        "assignment": whole,
        "questions": [_question(row) for row in report.rows],
        "answers": [one for row in report.rows for one in _answers(row)],
        "confidence": [
            {"question": row.question.name, **one} for row in report.rows for one in _confidence(row.surely)
        ],
        "misconceptions": list(_misconceptions(report)),
        "students": list(_students(report, names)),
    } | (_records(lessons) if lessons else {})


def _question(row: Row) -> dict[str, Any]:
    count = row.count
    return {
        "question": row.question.name,
        "points": row.question.full,
        "by_hand": row.question.by_hand,
        "item": row.question.item.id if row.question.item else "",
        **_estimate("mean", count.mean, few=1),
        "spread": None if count.mean.n < FEW or isnan(count.spread) else count.spread,
        **_estimate("item_rest", count.rest),
        **_estimate("upper_lower", count.tells),
        "waiting": count.waiting,
        "minutes": row.minutes[0] if row.minutes else None,
        "flags": " ".join(one.kind for one in row.flags),
        "other_key": len(row.stale),
        **(_twice(row.twice) if row.twice else {}),
    }


def _twice(found: Agreement) -> dict[str, Any]:
    few = found.same.n < FEW or isnan(found.kappa)
    return {
        **_estimate("same", found.same, few=1),
        **_estimate("second_minus_first", found.difference, few=1),
        "kappa": None if few else found.kappa,
    }


def _confidence(found: Sequence[Surely]) -> list[dict[str, Any]]:
    return [
        {"confidence": one.confidence, "answers": one.answers, **_estimate("mean", one.mean, few=1)}
        for one in found
    ]


def _sure(one: Confusion | Held) -> dict[str, int]:
    return {"sure": one.sure, "with_confidence": one.asked}


def _records(found: Learned) -> dict[str, Any]:
    aims = [
        {
            "objective": one.key,
            **_estimate("share", one.share, few=1),
            "answers": one.answers,
            "minutes": one.minutes[0] if one.minutes else None,
        }
        for one in found.aims
    ]
    held = [
        {"misconception": one.code, **_estimate("share", one.share, few=1), **_sure(one)}
        for one in found.held
    ]
    told = {"people": found.people, "confidence": _confidence(found.surely), "misconceptions": held}
    return {"objectives": aims, "records": told}


def _answers(row: Row) -> Iterator[dict[str, Any]]:
    for one in row.chosen:
        yield {
            "question": row.question.name,
            "part": one.part,
            "answer": one.value,
            "right": one.right,
            "misconception": one.misconception,
            "people": one.people,
            **_estimate("share", one.share, few=1),
            **_estimate("answer_rest", one.rest),
        }


def _misconceptions(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.confusions:
        yield {
            "misconception": one.code,
            **_estimate("share", one.share, few=1),
            "perhaps": one.perhaps,
            **_sure(one),
            "section": one.section,
            "where": " ".join(f"{report.rows[column].question.name}:{n}" for column, n in one.where.items()),
        }


def _students(report: Report, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    rows = []
    aims = sorted({key for question in report.group.questions for key in question.aims})
    for row, one in enumerate(report.profiles):
        points = report.group.points[row]
        given = {
            question.name: None if isnan(value) else float(value)
            for question, value in zip(report.group.questions, points, strict=True)
        }
        rows.append(
            {
                "student": names[one.student],
                "share": None if isnan(one.share) else one.share,
                "waiting": one.waiting,
                "misconceptions": " ".join(one.codes),
                **{f"objective {key}": one.by_place[key] for key in aims if key in one.by_place},
                **given,
            }
        )
    # by what they are called here: the order of the class would tell who is who
    yield from sorted(rows, key=lambda one: str(one["student"]))


def _estimate(name: str, one: Estimate, few: int = FEW) -> dict[str, Any]:
    hidden = one.n < few or isnan(one.value)
    values = (one.value, one.low, one.high)
    keys = (name, f"{name}_low", f"{name}_high")
    return {key: None if hidden else value for key, value in zip(keys, values, strict=True)} | {
        f"{name}_n": one.n
    }


def _sheet(rows: Sequence[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    if rows:
        # not every question was graded twice
        columns = dict.fromkeys(key for row in rows for key in row)
        writer = csv.DictWriter(out, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.6g}"
    return plain(value) if isinstance(value, str) else value
