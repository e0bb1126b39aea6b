"""Lesson 09: a debate with a vote before and after. `piece` is what `explore("debate")` shows."""
