#!/bin/sh
# nbgrader 0.9.6: the time that its exchange writes into timestamp.txt, read back by nbgrader itself.
#
# Expected: with c.Exchange.timezone = "Europe/Madrid", a documented setting, a hand-in's time reads back as the moment it was
# written, in summer and in winter, whatever the server's own zone is.
# Seen, on a server whose zone is UTC: in winter "10:00:00 … CET" reads back right; in summer "… CEST" reads back as two hours
# later, without a word, so who hands in within the last two hours is late. Reason, read in the source: strftime's %Z writes
# the abbreviation, and dateutil.tz.gettz looks for a zone of that name: there is one for CET, none for CEST, and None means UTC.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 python-dateutil==2.9.0.post0 2>/dev/null
TZ=UTC "$folder/venv/bin/python" - <<'PYTHON'
from datetime import datetime, timezone
from unittest import mock

from nbgrader.exchange.default import ExchangeSubmit
from nbgrader.utils import parse_utc
from traitlets.config import Config

exchange = ExchangeSubmit(config=Config(Exchange={"timezone": "Europe/Madrid"}))
seen = {}
for month in (1, 7):
    written = datetime(2026, month, 15, 9, tzinfo=timezone.utc)
    clock = mock.Mock(**{"datetime.now.side_effect": written.astimezone})
    with mock.patch("nbgrader.exchange.abc.exchange.datetime", clock):
        exchange.set_timestamp()
    late = parse_utc(exchange.timestamp) - written.replace(tzinfo=None)
    seen[exchange.timestamp.split()[-1]] = late.total_seconds() / 3600
print("hours between what was written and what is read:", seen)
assert seen == {"CET": 0, "CEST": 2}, "changed"
print("still so")
PYTHON
