"""Statistics of a class: classical test theory, each formula with its source."""
