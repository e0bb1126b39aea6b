"""A hand-in in, verdicts out: what is read, planned, sent to be examined, judged and recorded."""
