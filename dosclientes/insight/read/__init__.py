"""Reading a class: points, answers and keys, as they lie in gradebook and folders."""
