"""Fifth step: an attempt as the learner sees it, on pages, in the terminal and in the notebook."""
