"""Lesson 03: ten customers sort themselves by a criterion, and show how often it is right.

The learner first says how often; nothing is sorted before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import ipywidgets

from dosclientes.customers import label_name
from dosclientes.exercises import light
from dosclientes.exercises.markup import escape
from dosclientes.exercises.shown import Shown
from dosclientes.explorers.shared.parts import announced, explorer_box
from dosclientes.explorers.shared.prediction import Bets
from dosclientes.explorers.sorting.cases import Client, clients
from dosclientes.explorers.sorting.rules import Criterion, Side, criteria
from dosclientes.language.translation import gettext as _

_NOTHING = -1  # no prediction yet


class Explorer(Shown):
    """Choose a criterion, predict how many of the ten it gets right, and see them sorted by it."""

    def __init__(self) -> None:
        self._clients = clients()
        self._criteria = {each.id: each for each in criteria()}
        self.predictions = Bets("03-sorting-bets", self._criteria, range(len(self._clients) + 1).__contains__)

    def hits(self, criterion: str) -> int:
        """How many of the ten a criterion, by its id, puts on the side the procedure gives them."""
        return sum(map(self._criteria[criterion].is_right, self._clients))

    def __repr__(self) -> str:
        lines = []
        for client in self._clients:
            lines.append(f"{client.name} ({label_name(client.kind)}): {client.story}")
        for name, criterion in self._criteria.items():
            lines += ["", f"{criterion.title}. {criterion.rule}", f"  {_count(self.hits(name))}"]
            lines += [f"  ✗ {_told(criterion, client)}" for client in self._missed(criterion)]
        return "\n".join(lines)

    def _build(self) -> ipywidgets.Widget:
        return _Board(self, self._clients, self._criteria).widget

    def _missed(self, criterion: Criterion) -> list[Client]:
        return [client for client in self._clients if not criterion.is_right(client)]


class _Board:
    """The widget: a criterion and a prediction above, the sorted customers below."""

    def __init__(self, piece: Explorer, ten: Sequence[Client], criteria: dict[str, Criterion]) -> None:
        self._piece, self._ten, self._criteria = piece, ten, criteria
        self._choice = light.RadioButtons(
            options=[(each.title, name) for name, each in criteria.items()], value=next(iter(criteria))
        )
        self._choice.add_class("dc-criteria")
        numbers = [(_("— elige —"), _NOTHING), *((str(n), n) for n in range(len(ten) + 1))]
        self._guess = light.Dropdown(
            options=numbers, value=_NOTHING, description=_("¿A cuántos de los diez colocará bien?")
        )
        self._guess.add_class("dc-row")
        self._go, self._next = _button(_("Ordenar"), self._sort), _button(_("Siguiente criterio"), self._move)
        buttons = light.Box([self._go, self._next])
        buttons.add_class("dc-buttons")
        self._said, self._cards, self._tried = announced(), light.HTML(), light.HTML()
        self._choice.observe(lambda _event: self._show(), names="value")
        self._show()
        name = _("Ordenar diez clientes por un criterio")
        marks: list[dict[str, object]] = [
            {"find": ".widget-radio-box", "set": {"role": "radiogroup", "aria-label": _("Criterio")}}
        ]
        children = [self._choice, self._guess, buttons, self._said, self._cards, self._tried]
        self.widget = explorer_box(children, name, "dc-sorting", marks)

    @property
    def _criterion(self) -> Criterion:
        return self._criteria[self._choice.value]

    def _show(self) -> None:
        """What belongs to the chosen criterion: sorted if a prediction was made, unsorted if not."""
        criterion, predicted = self._criterion, self._piece.predictions.get(self._choice.value)
        tried = predicted is not None
        self._guess.value = _NOTHING if predicted is None else predicted
        self._guess.disabled = tried
        light.show(self._go, not tried)
        light.show(self._next, tried and bool(self._left()))
        if predicted is None:
            self._said.value = f"<p>{escape(criterion.rule)}</p>"
            self._cards.value = _panels([(_("Diez clientes, sin ordenar"), "dc-wide", self._ten)], None)
        else:
            self._said.value = _outcome(criterion, self._ten, int(predicted))
            self._cards.value = _panels(_columns(criterion, self._ten), criterion)
        self._tried.value = self._record()

    def _sort(self) -> None:
        if self._guess.value == _NOTHING:
            ask = _("Antes de ordenar, apuesta: ¿a cuántos de los diez colocará bien?")
            self._said.value = f'<p>{escape(self._criterion.rule)}</p><p class="dc-problem">{escape(ask)}</p>'
            self._guess.focus()
            return
        self._piece.predictions[self._choice.value] = self._guess.value
        self._show()
        (self._next if self._left() else self._choice).focus()  # the button just pressed is gone

    def _move(self) -> None:
        self._choice.value = self._left()[0]
        self._guess.focus()

    def _left(self) -> list[str]:
        return [name for name in self._criteria if name not in self._piece.predictions]

    def _record(self) -> str:
        """How each criterion tried so far did."""
        rows = "".join(
            f"<li><b>{escape(self._criteria[name].title)}</b>: {_dots(self._piece.hits(name), len(self._ten))} "
            f"{escape(_('{right} de 10; dijiste {guess}', right=self._piece.hits(name), guess=guess))}</li>"
            for name, guess in self._piece.predictions.items()
        )
        title = escape(_("Lo que has probado"))
        return f'<p class="dc-verdict">{title}</p><ul class="dc-record">{rows}</ul>' if rows else ""


def _button(words: str, act: Callable[[], None]) -> ipywidgets.Button:
    button = light.Button(description=words)
    button.on_click(lambda _button: act())
    return button


def _count(right: int) -> str:
    return _("Coloca bien a {right} de 10.", right=right)


def _told(criterion: Criterion, client: Client) -> str:
    """Why `client` is no example of the criterion."""
    words = {"name": client.name, "fact": criterion.fact(client), "kind": label_name(client.kind)}
    if criterion.says(client) is None:
        return _("{name}: {fact}, y el criterio no decide. Es {kind}.", **words)
    return _("{name}: {fact}, y sin embargo es {kind}.", **words)


def _outcome(criterion: Criterion, ten: Sequence[Client], predicted: int) -> str:
    """The count against the bet, and those who contradict the criterion."""
    missed = [client for client in ten if not criterion.is_right(client)]
    right = len(ten) - len(missed)
    yours = _("Lo que habías dicho.") if predicted == right else _("Habías dicho {guess}.", guess=predicted)
    head = f'<p class="dc-verdict">{escape(_count(right))} {escape(yours)}</p><p>{escape(criterion.rule)}</p>'
    if not missed:
        only = _(
            "Nadie lo contradice. No es un rasgo que suela acompañar: es lo que «interno» y «externo» "
            "quieren decir."
        )
        return f"{head}<p>{escape(only)}</p>"
    against = [_told(criterion, client) for client in missed if criterion.says(client)]
    listed = "".join(f"<li>{escape(each)}</li>" for each in against)
    told = f"{head}<p>{escape(_('Lo contradicen:'))}</p><ul>{listed}</ul>"
    silent = "; ".join(client.name for client in missed if criterion.says(client) is None)
    return told + (f"<p>{escape(_('No sabe qué decir de: {names}.', names=silent))}</p>" if silent else "")


_Column = tuple[str, str, Sequence[Client]]


def _columns(criterion: Criterion, ten: Sequence[Client]) -> list[_Column]:
    titles: dict[Side | None, str] = {
        "internal": _("El criterio dice «interno»"),
        "external": _("El criterio dice «externo»"),
        None: _("El criterio no decide"),
    }
    columns = []
    for side, title in titles.items():
        group = [client for client in ten if criterion.says(client) == side]
        columns.append((f"{title}: {len(group)}", f"dc-says-{side}" if side else "dc-wide", group))
    return [column for column in columns if column[2]]


def _panels(columns: Sequence[_Column], criterion: Criterion | None) -> str:
    panels = "".join(
        f'<div class="dc-panel {css}"><p class="dc-verdict">{escape(title)}</p>'
        f"<ul>{''.join(_card(client, criterion) for client in group)}</ul></div>"
        for title, css, group in columns
    )
    return f'<div class="dc-panels">{panels}</div>'


def _card(client: Client, criterion: Criterion | None) -> str:
    kind = escape(label_name(client.kind))
    lines = f'<b>{escape(client.name)}</b> <span class="dc-kind">{kind}</span><br>'
    if criterion is None:
        what = client.case.output.name if client.case.output else ""
        note = escape(_("Recibe: {what}. Frontera: {where}.", what=what, where=client.boundary.name))
        story = f'{escape(client.story)}<br><span class="dc-note">{note}</span>'
        return f'<li class="dc-{client.kind}">{lines}{story}</li>'
    right = criterion.is_right(client)
    mark = f"✓ {_('acierta')}" if right else f"✗ {_('no acierta')}"
    if criterion.says(client) is None:
        mark = f"? {_('no decide')}"
    css = f"dc-{client.kind}" if right else f"dc-{client.kind} dc-missed"
    return f'<li class="{css}">{lines}{escape(criterion.fact(client))} <strong>{escape(mark)}</strong></li>'


def _dots(full: int, of: int) -> str:
    return f'<span aria-hidden="true">{"●" * full}{"○" * (of - full)}</span>'
