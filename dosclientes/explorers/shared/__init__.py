"""What the interactive pieces of several lessons share."""
