"""Lesson 07: a hospital and its neighbours, under two boundaries. `piece` is what `explore("health")` shows."""
