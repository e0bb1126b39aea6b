"""What a submission shows on a page, the formgrader's or the feedback's, can be read there and cannot act."""
