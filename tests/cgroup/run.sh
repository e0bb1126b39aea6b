#!/usr/bin/env bash
# Tests of the engine under a kernel that has control groups of version 2 alone, as machines with systemd have, and
# where the machine has none to give: Linux as an ordinary program (user mode), on this machine's files, which it may
# only read. Root's tests run first, then those of an ordinary user to whom a group was handed on.
#
#     tests/cgroup/run.sh [ARGUMENTS OF PYTEST...]
#
# Needs `make setup`, root (asked for with sudo), user-mode-linux, bubblewrap and a C compiler. MEMORY=6G gives the machine
# that much (4G), AS=root or AS=user runs one of the two alone. The hostile class has GRADING_SECONDS a cell (40).
set -euo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
impossible=3 # the exit code where this machine cannot; no fault of the project

lacks() {
    echo "$1 is missing: sudo apt install $2" >&2
    exit "$impossible"
}

if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env=MEMORY,AS,GRADING_HOSTILE,GRADING_SECONDS "$0" "$@"; fi
command -v linux.uml > /dev/null || lacks linux.uml user-mode-linux
command -v bwrap > /dev/null || lacks bwrap bubblewrap
command -v cc > /dev/null || lacks cc gcc
[ "$(uname -m)" = x86_64 ] || { echo 'Linux in user mode is for x86-64' >&2; exit "$impossible"; }
[ -x "$here/.venv/bin/python" ] || { echo 'First: make setup' >&2; exit 2; }

own=$(mktemp -d "${TMPDIR:-/var/tmp}/dosclientes-cgroup-XXXXXX")
machine=
ended() { # from outside as well: nothing of the machine stays
    [ -z "$machine" ] || kill -KILL "$machine" 2> /dev/null || true
    rm -rf "$own"
}
trap ended EXIT
trap 'exit 143' TERM INT
cc -O2 -shared -fPIC -o "$own/registers.so" "$here/tests/cgroup/registers.c"
base=$("$here/.venv/bin/python" -c 'import sys; print(sys.base_prefix)')
[ $# -gt 0 ] || set -- tests/grading/processes/test_{cgroup,budget}.py
printf '%q ' "$@" > "$own/arguments"
env HOME="$own" LD_PRELOAD="$own/registers.so" TMPDIR=/dev/shm \
    unshare --pid --fork --kill-child linux.uml "mem=${MEMORY:-4G}" \
    root=/dev/root rootfstype=hostfs rootflags=/ ro init="$here/tests/cgroup/init.sh" \
    "PLACE=$here" "OWN=$own" "BASE=$base" "AS=${AS:-both}" \
    "GRADING_HOSTILE=${GRADING_HOSTILE-}" "GRADING_SECONDS=${GRADING_SECONDS:-40}" con=null con0=null,fd:1 loglevel=0 < /dev/null &
machine=$!
wait "$machine" || { echo 'Linux in user mode does not run here' >&2; exit "$impossible"; }
machine=
exit "$(cat "$own/status" 2> /dev/null || echo "$impossible")"
