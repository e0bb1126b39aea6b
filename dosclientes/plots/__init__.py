"""The plots of the lessons: matplotlib in the course's colours, with words in the reader's language.

A plot takes data and the id of a caption; a lesson's code holds no words.
"""

from dosclientes.plots.bars import bars
from dosclientes.plots.chart import COLOURS, Chart
from dosclientes.plots.flow import flow
from dosclientes.plots.shares import shares
from dosclientes.plots.sides import sides

__all__ = ["COLOURS", "Chart", "bars", "flow", "shares", "sides"]
