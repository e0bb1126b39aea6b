"""Lesson 08: the answers to a scale, and its Cronbach's alpha. `piece` is what `explore("likert")` shows."""
