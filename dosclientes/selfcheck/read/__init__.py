"""First step: which work is to be checked, what the course knows of it, and what the learner has saved."""
