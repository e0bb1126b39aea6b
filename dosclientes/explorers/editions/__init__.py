"""Lesson 01: two editions of ISO 9000, and whom each calls a customer. `piece` is what `explore("editions")` shows."""
