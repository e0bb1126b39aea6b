"""The tests' side: test cells run here, and never hold an object of the student's."""
