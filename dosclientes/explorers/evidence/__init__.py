"""Lesson 09: bets on what the data of the branches show. `piece` is what `explore("evidence")` shows."""
