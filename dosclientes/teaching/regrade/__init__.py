"""`dosclientes regrade`: what a changed check, key or maximum changes in the grades: shown, applied, taken back."""
