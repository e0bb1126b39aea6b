"""Hand-ins as learning platforms deliver them: read, matched with the roster, laid where nbgrader grades them."""
