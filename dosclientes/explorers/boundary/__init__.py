"""Lesson 04: a boundary one moves over a map of organisations. `piece` is what `explore("boundary")` shows."""
