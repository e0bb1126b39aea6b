"""The sixteen misconceptions that wrong answers reveal, by number."""

from __future__ import annotations

from dosclientes.language.translation import gettext as _


def describe(code: str) -> str:
    """A misconception such as "M1" in a short sentence. Raises KeyError for an unknown one."""
    return _misconceptions()[code]


def _misconceptions() -> dict[str, str]:
    return {
        "M1": _("cliente es quien paga"),
        "M2": _("todo empleado es cliente interno"),
        "M3": _("una etiqueta vale para siempre"),
        "M4": _("quien afecta al trabajo de otro es su cliente"),
        "M5": _("un socio de reparto es interno"),
        "M6": _("un proveedor no puede ser cliente, o lo es siempre"),
        "M7": _("toda parte interesada es cliente"),
        "M8": _("el dueño es, por serlo, cliente interno"),
        "M9": _("quien trabaja en el edificio está dentro"),
        "M10": _("un empleado nunca es cliente externo"),
        "M11": _("externo es solo el usuario final"),
        "M12": _("sin quejas, el cliente está satisfecho"),
        "M13": _("personal contento garantiza clientes contentos"),
        "M14": _("el colega que pide siempre tiene razón"),
        "M15": _("si cada paso rinde mucho, el total también"),
        "M16": _("el externo pide lo básico y el interno lo social"),
    }
