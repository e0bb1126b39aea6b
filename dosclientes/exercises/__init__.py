"""Exercises a learner answers by clicking, or in code where no widget can be shown."""

from dosclientes.exercises.events import Committed, on_commit
from dosclientes.exercises.exercise import Exercise, exercise

__all__ = ["Committed", "Exercise", "exercise", "on_commit"]
