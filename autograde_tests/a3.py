"""A3, count the defects: one check for each graded behaviour.

Numbers may be off by one in a thousand. Functions are called with values that students have not seen; numbers
about the student's own data are compared with those of the id nbgrader knows.
"""

from __future__ import annotations

import math
from functools import partial
from statistics import NormalDist
from typing import Any

from autograde_tests.a3_own import check_own_dpmo, check_own_hidden, check_own_rty, check_own_worst
from autograde_tests.checking import RIGHT, Verdict, check, judge_click, prepare
from autograde_tests.counting import near, slip
from dosclientes.classroom.counted import returns_number
from dosclientes.language.translation import gettext

__all__ = [
    "check_click_chain",
    "check_click_customers",
    "check_click_fair",
    "check_click_inflation",
    "check_click_shift",
    "check_function_dpmo",
    "check_function_dpmo_refuses",
    "check_function_fpy",
    "check_function_rty",
    "check_function_shift",
    "check_function_sigma",
    "check_own_dpmo",
    "check_own_hidden",
    "check_own_rty",
    "check_own_worst",
]

_ = partial(gettext, catalog="graded")
prepare("a3")

COUNTING, YIELDS = "06-six-sigma#counting", "06-six-sigma#yields"
SIGMA = "06-six-sigma#sigma"


@check
def check_click_inflation() -> Verdict:
    """More opportunities make a lower DPMO and nothing better."""
    return judge_click("a3-inflation")


@check
def check_click_fair() -> Verdict:
    """An opportunity is what matters to the customer and really can fail."""
    return judge_click("a3-fair")


@check
def check_click_shift() -> Verdict:
    """The shift of 1.5 is a convention, to be told along with the number."""
    return judge_click("a3-shift")


@check
def check_click_chain() -> Verdict:
    """High yields of many steps make a low total (M15)."""
    return judge_click("a3-chain")


@check
def check_click_customers() -> Verdict:
    """Each step has its internal customer: whoever receives what it delivers (M2, M4)."""
    return judge_click("a3-customers")


@check
def check_function_dpmo(dpmo: Any) -> Verdict:
    """DPMO is counted per opportunity, not per unit, and per million."""
    for defects, units, ways in ((9, 60, 5), (7, 250, 12), (0, 40, 3), (31, 31, 8)):
        found, rate = returns_number(dpmo, defects, units, ways), defects / units
        if not near(found, rate / ways * 1e6):
            slips = {
                rate * 1e6: _("Has dividido entre las unidades. ¿De cuántas maneras puede fallar cada una?"),
                rate / ways: _("Es la parte de las oportunidades que falla. ¿Y de cada millón?"),
                rate / ways * 100: _("Es un porcentaje. ¿Y de cada millón?"),
                defects / ways * 1e6: _("¿Cuántas unidades se han mirado?"),
            }
            return Verdict(0.0, slip(slips, found), COUNTING)
    return RIGHT


@check
def check_function_dpmo_refuses(dpmo: Any) -> Verdict:
    """What cannot be counted is refused by a ValueError; no defect at all is good news and no error."""
    if not near(returns_number(dpmo, 0, 40, 3), 0):
        return Verdict(0.0, _("Cero defectos se puede contar. ¿Qué da entonces?"), COUNTING)
    impossible = ((3, 0, 5), (3, -20, 5), (3, 20, 0), (-3, 20, 5))
    refused = sum(_refuses(dpmo, arguments) for arguments in impossible)
    if refused == len(impossible):
        return RIGHT
    told = _("Hay datos imposibles que tu función no rechaza con ValueError: vuelve a leer las condiciones.")
    return Verdict(refused / len(impossible), told, COUNTING)


def _refuses(function: Any, arguments: tuple[int, ...]) -> bool:
    try:
        function(*arguments)
    except ValueError:
        return True
    except Exception:  # another error is no refusal
        return False
    return False


@check
def check_function_fpy(first_pass_yield: Any) -> Verdict:
    """What was reworked did not come out right at first."""
    for units, again, lost in ((200, 30, 10), (50, 0, 4), (80, 8, 0), (12, 7, 5)):
        found = returns_number(first_pass_yield, units, again, lost)
        right = (units - again - lost) / units
        if not near(found, right):
            slips = {
                (units - lost) / units: _("Cuentas como bueno lo repetido. ¿Salió bien a la primera?"),
                right * 100: _("Se pide una parte, de 0 a 1."),
                1 - right: _("Esa es la parte que falla. ¿Y la que sale bien?"),
            }
            return Verdict(0.0, slip(slips, found), YIELDS)
    return RIGHT


@check
def check_function_rty(rolled_throughput_yield: Any) -> Verdict:
    """The total of a chain is the product of its yields, however many steps it has (M15)."""
    for yields in ([0.9, 0.8], [0.97], [0.95] * 10, [0.99, 0.5, 0.98, 1.0], [0.6, 0.0, 0.9]):
        found = returns_number(rolled_throughput_yield, list(yields))
        if not near(found, math.prod(yields)):
            slips = {
                sum(yields) / len(yields): _("Es el promedio. ¿Qué ve quien espera al final de la cadena?"),
                min(yields): _("Es el peor paso. ¿Y lo que fallan los demás?"),
                1 - sum(1 - each for each in yields): _(
                    "Has sumado los fallos. ¿Y lo que falla en dos pasos?"
                ),
            }
            return Verdict(0.0, slip(slips, found), YIELDS)
    return RIGHT


def _level(dpmo: float, shift: float = 1.5) -> float:
    return shift - NormalDist().inv_cdf(dpmo / 1e6)


@check
def check_function_sigma(sigma_level: Any) -> Verdict:
    """The sigma level has the defects in one tail, and 1.5 more when nothing else is said."""
    for dpmo in (250.0, 66_807.2, 12_500.0, 3.4, 690_000.0):
        found = returns_number(sigma_level, dpmo)
        if not near(found, _level(dpmo)):
            slips = {
                _level(dpmo, 0): _("Falta el desplazamiento: si nadie dice otra cosa, ¿cuánto vale?"),
                3 - _level(dpmo): _("Esa es la otra cola. A menos defectos, ¿más sigma o menos?"),
                -_level(dpmo, 0): _("Esa es la otra cola. A menos defectos, ¿más sigma o menos?"),
                _level(dpmo / 2): _(
                    "Has repartido los defectos en dos colas. ¿Cuántos límites tiene el cliente?"
                ),
            }
            return Verdict(0.0, slip(slips, found), SIGMA)
    return RIGHT


@check
def check_function_shift(sigma_level: Any) -> Verdict:
    """The shift can be set, because it is a convention: another one moves the level by as much."""
    without = [returns_number(sigma_level, dpmo, shift=0) for dpmo in (1350.0, 40_000.0)]
    for shift in (0.5, 1, 2):
        moved = [returns_number(sigma_level, dpmo, shift=shift) for dpmo in (1350.0, 40_000.0)]
        if not all(near(after - before, shift) for before, after in zip(without, moved, strict=True)):
            told = _(
                "Cambia «shift» y mira el resultado. ¿Se mueve tanto como dice quien llama a la función?"
            )
            return Verdict(0.0, told, SIGMA)
    if near(*without):
        return Verdict(0.0, _("Con otros defectos, ¿sale el mismo nivel?"), SIGMA)
    return RIGHT
