"""matplotlib, imported quickly; before any plot imports a part of it."""

from dosclientes.slow_imports import without_artist_manual

with without_artist_manual():
    import matplotlib.backends.backend_agg
    import matplotlib.figure

__all__ = ["matplotlib"]
