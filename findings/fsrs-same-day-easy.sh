#!/bin/sh
# fsrs 6.3.2 (the Python scheduler of FSRS-6), default parameters, fuzzing off.
#
# Expected: answering the same card ten times within ten minutes teaches little more than answering it once, whatever
# the rating; the scheduler's own short-term formula is there for that.
# Seen: with "Good" the card is due in 2 days and its stability stays at 2.3 days; with "Easy" it compounds at each answer
# and the card is due in 194 days. An application that lets people repeat at once must count one answer a day.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check fsrs==6.3.2 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

seen = {}
for rating in (Rating.Good, Rating.Easy):
    scheduler, card, when = Scheduler(enable_fuzzing=False), Card(), datetime(2026, 1, 1, 9, tzinfo=UTC)
    for _ in range(10):
        card, _log = scheduler.review_card(card, rating, when)
        when += timedelta(minutes=1)
    seen[rating.name] = round((card.due - when) / timedelta(days=1))
print("days until due:", seen)
assert seen == {"Good": 2, "Easy": 194}, "changed"
print("still so")
PYTHON
