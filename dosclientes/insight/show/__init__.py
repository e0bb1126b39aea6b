"""What is read of a class: pages, and the same as CSV and JSON."""
