"""What the network of areas says: of an arrow, and of who is whose biggest customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dosclientes.exercises.markup import escape
from dosclientes.explorers.network.areas import Arrow, Delivery, Judgement
from dosclientes.explorers.network.biggest import Ranked, measure_names
from dosclientes.language.translation import gettext as _

__all__ = ["listed", "ranking_table", "taken_lead", "told_arrow"]

Names = Mapping[str, str]
Rankings = Mapping[str, Sequence[Ranked]]


def told_arrow(delivery: Delivery, arrow: Arrow, judgement: Judgement, names: Names) -> str:
    """The judgement on an arrow, with its reasons, as HTML."""
    source, target = names[arrow[0]], names[arrow[1]]
    words = {"source": source, "target": target, "output": delivery.name, "label": judgement.verdict.name}
    head, reasons = _("✗ {target} no recibe esta salida.", **words), _reasons(judgement)
    if judgement.kind == "right":
        head = _("✓ {target}: {label} de «{output}».", **words)
    elif judgement.kind == "turned":
        head = _("⇄ Al revés: en «{output}», {target} entrega y {source} recibe.", **words)
        reasons = [_("La flecha va de quien entrega a quien recibe.")]
        if judgement.back:
            back = _("En el sentido que has dibujado viaja otra salida: «{back}».", back=judgement.back)
            reasons.append(back)
    elif judgement.kind == "not_delivered":
        head = _("✗ {source} no entrega «{output}».", **words)
        reasons = [_("Antes de buscar al cliente, busca quién hace la salida.")]
        if arrow[1] in delivery.customers:
            reasons.append(_("{target} sí la recibe, pero de otra parte.", **words))
    return listed([head, *reasons])


def listed(lines: Sequence[str]) -> str:
    """The first line stands out, the others are a list below it."""
    rest = "".join(f"<li>{escape(line)}</li>" for line in lines[1:])
    return f'<p class="dc-verdict">{escape(lines[0])}</p><ul>{rest}</ul>'


def _reasons(judgement: Judgement) -> list[str]:
    return [reason.text for reason in judgement.verdict.reasons if reason.step in (3, 4)]


def ranking_table(found: Rankings, names: Names, customers: Mapping[str, int], measure: str) -> str:
    """Each provider's customers, the biggest first, with bars; `customers` says how many there are to find."""
    title = _("¿Quién es el mayor cliente de quién?")
    head = f'<p class="dc-verdict">{escape(title)}</p>'
    if not found:
        empty = _("Conecta una flecha y aparecerá aquí, con los datos de 900 peticiones (simuladas).")
        return f"{head}<p>{escape(empty)}</p>"
    columns = [_("entrega"), _("recibe"), measure_names()[measure]]
    cells = "".join(f'<th scope="col">{escape(each)}</th>' for each in columns)
    rows = "".join(_rows(provider, ranked, names, customers) for provider, ranked in found.items())
    return f'{head}<table class="dc-ranking"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'


def _rows(provider: str, ranked: Sequence[Ranked], names: Names, customers: Mapping[str, int]) -> str:
    missing = customers[provider] - len(ranked)
    note = f"<br><em>{escape(_('sin conectar: {number}', number=missing))}</em>" if missing else ""
    first = f'<th scope="rowgroup" rowspan="{len(ranked)}">{escape(names[provider])}{note}</th>'
    most = max(each.amount for each in ranked) or 1
    lines = []
    for place, each in enumerate(ranked, start=1):
        bar = f'<span class="dc-bar" style="width:{60 * each.amount / most:.1f}%"></span>'
        who = f"{place}. {names[each.customer]}"
        lines.append(f"<tr>{first}<td>{escape(who)}</td><td>{bar} {each.amount:.0f}</td></tr>")
        first = ""
    return "".join(lines)


def taken_lead(before: Rankings, after: Rankings, names: Names, measure: str) -> str:
    """Whose biggest customer is another one by the new measure, as HTML."""
    lines = [_("Ordenado por {measure}:", measure=measure_names()[measure])]
    for provider, ranked in after.items():
        was, now = before[provider][0].customer, ranked[0].customer
        if was != now:
            changed = _(
                "{provider}: antes {was}, ahora {now}.",
                provider=names[provider],
                was=names[was],
                now=names[now],
            )
            lines.append(changed)
    if len(lines) == 1:
        lines.append(_("Nadie cambia de mayor cliente, con las flechas que hay."))
    return listed(lines)
