"""Due dates, extensions and late penalties: `dosclientes extend`."""
