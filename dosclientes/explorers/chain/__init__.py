"""Lesson 02: a chain of handoffs in which one turns an arrow round. `piece` is what `explore("chain")` shows."""
