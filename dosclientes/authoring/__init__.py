"""Tools for authors and translators: catalogs, generated notebooks, checks. No lesson imports this.

`python -m dosclientes.authoring update` brings catalogs and generated notebooks up to date;
`python -m dosclientes.authoring check` names all that is not.
"""
