"""Lesson 03: criteria that sort customers, and the cases against them. `piece` is what `explore("sorting")` shows."""
