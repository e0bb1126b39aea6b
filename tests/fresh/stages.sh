#!/usr/bin/env bash
# What is done inside the fresh tree (see run.sh), first without bubblewrap, then with it.
#
# An ordinary user does it, as on a learner's or an instructor's own computer; CI's other tests are root's.
set -euo pipefail

as_learner() { # NAME COMMAND...: run it, say how long it took
    local name=$1 begun=$SECONDS
    shift
    echo "== $name"
    setpriv --reuid=learner --regid=learner --init-groups --inh-caps=-all --bounding-set=-all \
        env HOME=/home/learner USER=learner bash -c 'cd ~/dosclientes && exec "$@"' learner "$@"
    echo "== $name: $((SECONDS - begun)) s"
}

says() { # FILE WORDS: the last lines name what was not tested
    tail -n 12 "$1" | grep -qF "$2" || { echo "The last lines do not say: $2" >&2; return 1; }
}

python3 --version
python3 -m venv /tmp/probe && /tmp/probe/bin/pip download -q --no-deps -d /tmp/probe/six six ||
    { echo 'No packages can be had from inside the tree' >&2; exit 3; }
as_learner 'bare: make setup' make setup
as_learner 'bare: make demo' make demo args='--students 3 --no-server'
as_learner 'bare: tests of grading and commands' make test \
    args='tests/grading tests/test_cli.py tests/progress/test_command.py tests/selfcheck/test_command.py' | tee /tmp/bare.log
says /tmp/bare.log 'apt install bubblewrap'

apt-get install -qq --no-install-recommends bubblewrap > /dev/null
export DOSCLIENTES_REQUIRE=sandbox
as_learner 'with bubblewrap: make test' .ci/twice test | tee /tmp/full.log
says /tmp/full.log 'apt install chromium'
