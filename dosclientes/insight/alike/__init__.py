"""Hand-ins that resemble each other more than work of one's own does."""
