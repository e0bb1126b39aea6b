"""JupyterLab as learners, students and instructors get it, and the copies of lessons laid into their folders."""
