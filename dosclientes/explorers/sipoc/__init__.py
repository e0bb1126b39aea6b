"""Lesson 06: a SIPOC and a critical-to-quality tree one fills in. `piece` is what `explore("sipoc")` shows."""
