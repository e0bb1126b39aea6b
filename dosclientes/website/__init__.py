"""The course as a website: every lesson executed, each exercise answerable in the page, no kernel behind it.

`kernel` says what a lesson's things become in a page, `exercises` and `pieces` how; `lessons` executes the notebooks,
`build` makes the pages of each language with Sphinx. Nothing of graded work is read.
"""
