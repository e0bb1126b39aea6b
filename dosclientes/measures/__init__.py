"""What the lessons measure: satisfaction, time and reliability; `sixsigma` counts defects."""

from dosclientes.measures import sixsigma
from dosclientes.measures.satisfaction import cronbach_alpha, gap, percentile

__all__ = ["cronbach_alpha", "gap", "percentile", "sixsigma"]
