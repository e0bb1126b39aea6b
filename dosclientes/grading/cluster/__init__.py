"""Grading on other machines: Dask's workers run the tasks, the caller alone holds course and gradebook."""
