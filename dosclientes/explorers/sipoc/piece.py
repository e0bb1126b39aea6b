"""Lesson 06: the laboratory's SIPOC and one branch of its CTQ tree, filled in by menus and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets

from dosclientes.customers import Label, label_name
from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.explorers.sipoc.checks import Finding, ctq_findings, sides, sipoc_findings, written
from dosclientes.explorers.sipoc.words import menus, names, steps
from dosclientes.language.numerals import numeral
from dosclientes.language.translation import gettext as _

Answers = Mapping[str, str]
_SIPOC = ("input1", "supplier1", "input2", "supplier2", "process", "output", "customer1", "customer2")
_CTQ = ("need", "driver", "measure", "limit", "unit")


class Explorer(Shown):
    """A form for the SIPOC of a blood test, and for what one customer needs of it, in figures."""

    def check(self, **answers: str) -> str:
        """What the form says of these answers, as text: ids of menu entries by field, and `limit` as written."""
        known = menus()
        for field, entry in answers.items():
            if field not in names() or (field in known and entry not in known[field]):
                return _(
                    'No hay «{name}». Escribe explore("sipoc") para ver lo que hay.', name=f"{field}={entry}"
                )
        lines = [
            *_remarks(answers, _SIPOC, list(sipoc_findings(answers))),
            *_remarks(answers, _CTQ, list(ctq_findings(answers))),
        ]
        return "\n".join(lines) or f"✓ {_requirement(answers)}"

    def __repr__(self) -> str:
        entries, lines = menus(), [_("SIPOC y CTQ de un análisis de sangre. Frontera: el hospital.")]
        for field, title in names().items():
            lines.append(f"{field}: {title}")
            lines += [f"  {name}: {words}" for name, words in entries.get(field, {}).items()]
        lines += ["", _("Para comprobar en código:")]
        return "\n".join(
            [*lines, '  explore("sipoc").check(input1="meal", supplier1="kitchen", limit="2,5")']
        )

    def _build(self) -> ipywidgets.Widget:
        return _Sheet().widget


class _Sheet:
    """The widget: two groups of fields, a button, and what is found."""

    def __init__(self) -> None:
        self._fields = _fields()
        self._said, self._drawn = announced(), light.HTML()
        button = light.Button(description=_("Comprobar"))
        button.on_click(lambda _button: self._check())
        row = light.Box([button])
        row.add_class("dc-buttons")
        for field in self._fields.values():
            field.observe(lambda _event: self._forget(), names="value")
        groups = (
            (_("1. SIPOC: de dónde viene y a quién llega"), _SIPOC),
            (_("2. CTQ: lo que Marta necesita, hasta el número"), _CTQ),
        )
        children = [part for title, ids in groups for part in self._group(title, ids)]
        name = _("SIPOC y CTQ del laboratorio")
        self.widget = explorer_box([*children, row, self._said, self._drawn], name, "dc-sipoc")

    def _group(self, title: str, ids: Sequence[str]) -> list[ipywidgets.Widget]:
        head = light.HTML(f'<p class="dc-verdict">{escape(title)}</p>')
        return [head, *(self._fields[name] for name in ids)]

    def _forget(self) -> None:
        self._said.value = self._drawn.value = ""

    def _check(self) -> None:
        answers = {name: str(field.value).strip() for name, field in self._fields.items()}
        parts, drawn = [], []
        for title, ids, found, draw in (
            ("SIPOC", _SIPOC, list(sipoc_findings(answers)), _sipoc),
            ("CTQ", _CTQ, list(ctq_findings(answers)), _ctq),
        ):
            remarks = _remarks(answers, ids, found)
            parts.append(_part(title, remarks))
            if not remarks:
                drawn.append(draw(answers))
        self._said.value = "".join(parts)
        self._drawn.value = "".join(drawn)


def _fields() -> dict[str, ipywidgets.Widget]:
    entries, fields = menus(), {}
    for name, title in names().items():
        if name in entries:
            options = [(_("— elige —"), ""), *((words, entry) for entry, words in entries[name].items())]
            fields[name] = light.Dropdown(options=options, value="", description=title)
        else:
            fields[name] = light.Text(description=title, placeholder=_("por ejemplo 12,5"))
        fields[name].add_class("dc-row")
    return fields


def _remarks(answers: Answers, fields: Sequence[str], found: Sequence[Finding]) -> list[str]:
    """What is inconsistent, and then what is missing."""
    titles = names()
    lines = [f"{titles[each.field]} — {each.text}" for each in found]
    missing = [titles[field] for field in fields if not str(answers.get(field, "")).strip()]
    if missing:
        lines.append(_("Falta por rellenar: {fields}", fields=" · ".join(missing)))
    return lines


def _part(title: str, remarks: Sequence[str]) -> str:
    if not remarks:
        return f'<p class="dc-verdict">✓ {escape(_("{part}: es coherente.", part=title))}</p>'
    head = escape(_("{part}: todavía no.", part=title))
    listed = "".join(f"<li>{escape(line)}</li>" for line in remarks)
    return f'<p class="dc-verdict">✗ {head}</p><ul>{listed}</ul>'


def _sipoc(answers: Answers) -> str:
    """The five columns, and below them the same for each step inside."""
    entries, labels = menus(), sides(answers)
    said = {field: entries[field][answers[field]] for field in _SIPOC}
    supplied = [_chip(said[f"supplier{n}"], _supplier_side(answers[f"supplier{n}"])) for n in "12"]
    received = [_chip(said[field], labels[field]) for field in ("customer1", "customer2")]
    columns = (
        (_("proveedores"), "".join(supplied)),
        (_("entradas"), "".join(_chip(said[f"input{n}"]) for n in "12")),
        (_("proceso"), _chip(said["process"])),
        (_("salidas"), _chip(said["output"])),
        (_("clientes"), "".join(received)),
    )
    drawn = "".join(
        f'<div class="dc-panel"><p class="dc-verdict">{letter} · {escape(title)}</p><ul>{chips}</ul></div>'
        for letter, (title, chips) in zip("SIPOC", columns, strict=True)
    )
    return f'<div class="dc-panels">{drawn}</div>{_inside()}'


def _supplier_side(party: str) -> Label:
    return "external" if party == "reagent_supplier" else "internal"


def _chip(words: str, side: Label | str = "") -> str:
    kinds = {"internal": _("dentro"), "external": _("fuera")}
    note = f' <span class="dc-kind">({escape(kinds[side])})</span>' if side else ""
    return f'<li class="dc-{side or "neutral"}">{escape(words)}{note}</li>'


def _inside() -> str:
    heads = (_("Dentro, paso a paso"), _("su proveedor"), _("su cliente"))
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(step)}</th><td>{escape(supplier)}</td><td>{escape(customer)}</td></tr>'
        for step, supplier, customer in steps()
    )
    note = _(
        "Cada paso tiene su cliente. Con la frontera en el hospital, solo el centro de salud es {label}.",
        label=label_name("external"),
    )
    return f'<table class="dc-numbers"><tr>{head}</tr>{rows}</table><p>{escape(note)}</p>'


def _ctq(answers: Answers) -> str:
    entries = menus()
    parts = (entries["need"][answers["need"]], entries["driver"][answers["driver"]], _requirement(answers))
    titles = (_("necesidad"), _("factor"), _("requisito medible"))
    return '<ol class="dc-tree">{}</ol>'.format(
        "".join(
            f'<li><span class="dc-kind">{escape(title)}</span><br>{escape(words)}</li>'
            for title, words in zip(titles, parts, strict=True)
        )
    )


def _requirement(answers: Answers) -> str:
    limit, entries = written(answers["limit"]) or 0.0, menus()
    digits = 0 if limit == round(limit) else 1 if limit == round(limit, 1) else 2
    return _(
        "{measure}: como máximo {limit} {unit}. Por encima, no se cumple.",
        measure=entries["measure"][answers["measure"]],
        limit=numeral(limit, digits),
        unit=entries["unit"][answers["unit"]],
    )
