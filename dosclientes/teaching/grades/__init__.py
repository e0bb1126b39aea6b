"""`dosclientes grades`: the gradebook as the file that a learning platform takes back. Ungraded is never 0."""
