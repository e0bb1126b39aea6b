"""What an instructor runs: releases, nbgrader's round, what students may have, feedback, tables of verdicts."""
