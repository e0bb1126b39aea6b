#!/bin/sh
# nbgrader 0.9.6: a due date or timestamp whose third word is an offset is read as so many seconds.
#
# `nbgrader.utils.parse_utc` takes a third word for the name of a zone, unless it is a number: then it is handed to dateutil
# as an offset in seconds. "2026-11-30 23:59:00 +0100" is therefore 23:57:20 UTC, a hundred seconds before 23:59, where one
# expects 22:59 UTC. With a T between day and time there are but two words, and the same offset is an hour. A zone that
# nobody knows is UTC without a word.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install -q nbgrader==0.9.6
"$folder/venv/bin/python" - <<'PY'
from nbgrader.utils import parse_utc

read = {
    "2026-11-30 23:59:00 +0100": "2026-11-30 23:57:20",
    "2026-11-30T23:59:00 +0100": "2026-11-30 22:59:00",
    "2026-11-30 23:59:00 Europe/Madrid": "2026-11-30 22:59:00",
    "2026-11-30 23:59:00 Europe/Madird": "2026-11-30 23:59:00",
}
for text, expected in read.items():
    print(f"{text:36} {parse_utc(text)} UTC")
    assert str(parse_utc(text)) == expected, "nbgrader reads this otherwise now"
PY
echo "holds"
