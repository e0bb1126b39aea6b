"""Where things lie in a checkout or a student bundle."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that holds `course/`, `locale/` and this package."""

ITEMS = ROOT / "course" / "items"
"""The practice items, one YAML file a lesson."""

LOCALE = ROOT / "locale"
"""The catalogs: `<language>/public.po` and `<language>/graded.po`."""

SOURCE_LANGUAGE = "es"
