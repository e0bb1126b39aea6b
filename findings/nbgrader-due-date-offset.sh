#!/bin/sh
# nbgrader 0.9.6, nbgrader.utils.parse_utc: what every due date, extension and timestamp.txt goes through.
#
# Expected: "10:00:00 +0100", "10:00:00 +01:00" and "10:00:00 Europe/Madrid" (in winter) are one moment, 09:00 UTC; an
# unknown zone is an error.
# Seen: "+0100" is taken as a hundred seconds (09:58:20), "+01:00" and an unknown zone are taken as UTC (10:00:00), both
# without a word; only the zone's name gives 09:00:00. Reason, read in the source: the third word goes through int(), as
# seconds for dateutil, and else through dateutil.tz.gettz, whose None for an unknown name means "no zone".
# A class's late penalties shift by an hour, or a hundred seconds.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==2.9.0.post0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from nbgrader.utils import parse_utc

seen = {zone: str(parse_utc(f"2026-01-15 10:00:00 {zone}").time()) for zone in ("+0100", "+01:00", "Europe/Madrid", "Nowhere")}
print(seen)
assert seen == {"+0100": "09:58:20", "+01:00": "10:00:00", "Europe/Madrid": "09:00:00", "Nowhere": "10:00:00"}, "changed"
print("still so")
PYTHON
