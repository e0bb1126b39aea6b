"""The student's side: a kernel that runs a submission's cells and offers what they define."""
