"""The plots of the lessons: matplotlib in the course's colours, with words in the reader's language.

A plot takes data and the id of a caption; a lesson's code holds no words.
"""

from dosclientes.plots import quick  # noqa: F401 - first of all
from dosclientes.plots.bars import bars
from dosclientes.plots.biggest import biggest
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.flow import flow
from dosclientes.plots.gaps import gaps
from dosclientes.plots.likert import likert
from dosclientes.plots.shares import shares
from dosclientes.plots.sides import sides
from dosclientes.plots.strata import strata
from dosclientes.plots.tails import tails
from dosclientes.plots.tried import tried
from dosclientes.plots.yields import yields

__all__ = [
    "COLOURS",
    "Chart",
    "bars",
    "biggest",
    "flow",
    "gaps",
    "likert",
    "shares",
    "sides",
    "strata",
    "tails",
    "tried",
    "yields",
]
