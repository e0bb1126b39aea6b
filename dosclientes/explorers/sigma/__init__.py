"""Lesson 06: two curves of Six Sigma, and inflated opportunities. `piece` is what `explore("sigma")` shows."""
