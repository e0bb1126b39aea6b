"""Lesson 05: a network of areas and what they hand to each other. `piece` is what `explore("network")` shows."""
