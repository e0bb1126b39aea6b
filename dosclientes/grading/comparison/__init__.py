"""One assignment graded twice, by stock nbgrader and by the engine, and what differs."""
