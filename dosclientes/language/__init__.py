"""How the library speaks: catalogs, the language of the system, numbers as a language writes them, near names."""
