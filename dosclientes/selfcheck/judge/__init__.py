"""Third step: what became of each question, as the engine judges it, and what its author should hear."""
