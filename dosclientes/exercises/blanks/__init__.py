"""Code cells with blanks to fill in: the cell magic `%%fill_in`, which checks them at once.

The cells are items of kind "fill" in `cells.yaml`: their code, what goes into its blanks, and common mistakes.
"""

from dosclientes.exercises.blanks.attempt import Filled, fill_in

__all__ = ["Filled", "fill_in"]
