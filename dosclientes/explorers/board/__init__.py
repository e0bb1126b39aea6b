"""Lesson 10: the board of plans, impact against effort. `piece` is what `explore("board")` shows."""
