"""What the pieces of several lessons share: a drawn graph, and parts such as a figure with its text."""
