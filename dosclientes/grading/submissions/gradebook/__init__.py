"""nbgrader's gradebook, read and written with few statements."""
