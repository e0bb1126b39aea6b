"""Fourth step: attempts, kept for good beside the notebook, and how two of them differ."""
