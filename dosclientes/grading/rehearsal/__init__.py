"""Before the first hand-in: the instructor's solution and the blank release are graded, and teach how to grade."""
