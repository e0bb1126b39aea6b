#!/usr/bin/env bash
# A machine with nothing on it: a minimal Debian 13 (Python 3.13), in which the README's commands and the tests are run.
#
# Needs Linux, debootstrap and root (asked for with sudo); takes what is committed. The tree, its packages and pip's stay
# in ~/.cache/dosclientes/fresh, or below XDG_CACHE_HOME: remove that folder to begin anew. Debian's mirror, certificates
# and what is set for apt and pip are those of this machine.
# run.sh --prepare makes the tree and ends, so that a later run finds it.
set -euo pipefail

suite=trixie
packages=python3,python3-venv,make,git,ca-certificates
here=$(cd "$(dirname "$0")/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dosclientes/fresh
base=$cache/$suite-$(echo "$packages" | cksum | cut -d" " -f1)
user=1000
impossible=3 # the exit code where this machine cannot have such a tree; no fault of the project

# The mirror that this machine's apt uses; nothing elsewhere than on Debian, then debootstrap knows one
mirror() {
    apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 2> /dev/null |
        sed -n 's/ Debian Debian$//p' | head -n 1
}

# The tree as debootstrap makes it, with the archives of what is installed later
build() {
    echo "== A minimal Debian ($suite), once, into $base"
    rm -rf "$base.new" "$cache/$suite"-*
    debootstrap --variant=minbase --include="$packages" "$suite" "$base.new" $(mirror) > "$cache/debootstrap.log" ||
        { tail -n 20 "$cache/debootstrap.log" >&2; return 1; }
    settings "$base.new" &&
        chroot "$base.new" apt-get update -qq &&
        chroot "$base.new" apt-get install -qq --download-only --no-install-recommends bubblewrap > /dev/null &&
        mv "$base.new" "$base"
}

# How this machine reaches Debian and PyPI; see `passed` for the environment
settings() {
    apt-config dump 2> /dev/null | grep -E '^Acquire::(https?|Check|Retries|Force)' > "$1/etc/apt/apt.conf.d/90machine" || true
    cp -L /etc/resolv.conf /etc/hosts "$1/etc/"
    for file in /etc/ssl/certs/ca-certificates.crt /etc/pip.conf /etc/xdg/pip; do
        if [ -e "$file" ]; then mkdir -p "$1${file%/*}" && cp -rL "$file" "$1${file%/*}/"; fi
    done
}

# Variables for pip, proxies and certificates
passed() {
    env | grep -E '^(PIP_[A-Z_]+|SSL_CERT_[A-Z]+|([a-z]+|[A-Z]+)_(proxy|PROXY))=' || true
}

# A copy of the tree for this run, with the project in an ordinary user's home and pip's cache beside it
furnish() {
    cp -a "$base/." "$tree"
    settings "$tree"
    chroot "$tree" useradd --create-home --uid "$user" --shell /bin/bash learner
    git clone --quiet --depth 1 "file://$here" "$tree/home/learner/dosclientes"
    mkdir -p "$cache/pip" "$tree/home/learner/.cache/pip"
    chown -R "$user:$user" "$tree/home/learner" "$cache/pip"
}

# Run a command in the tree as its own root: in a chroot no user may make namespaces, and bubblewrap cannot start
enter() { # COMMAND...
    local words
    mapfile -t words < <(passed)
    unshare --mount --pid --fork --kill-child --propagation private bash -euc '
        tree=$1
        mount --bind "$tree" "$tree"
        mount --bind "$2" "$tree/home/learner/.cache/pip"
        shift 2
        mount -t proc proc "$tree/proc"
        mount --rbind /dev "$tree/dev"
        mount -t tmpfs -o mode=1777 tmpfs "$tree/dev/shm"
        mkdir "$tree/.old"
        cd "$tree"
        pivot_root . .old
        umount -l /.old
        rmdir /.old
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 "$@"
    ' tree "$tree" "$cache/pip" "${words[@]}" "$@"
}

if [ "$(id -u)" != 0 ]; then exec sudo --preserve-env "$0" "$@"; fi
command -v debootstrap > /dev/null || { echo 'debootstrap is missing: sudo apt install debootstrap' >&2; exit "$impossible"; }
unshare --mount --pid --fork --propagation private true || exit "$impossible"
mkdir -p "$cache"
[ -d "$base" ] || build || exit "$impossible"
[ "${1-}" != --prepare ] || exit 0
tree=$(mktemp -d "${TMPDIR:-/var/tmp}/dosclientes-fresh-XXXXXX")
trap 'rm -rf --one-file-system "$tree"' EXIT
trap 'exit 143' TERM INT # an end from outside clears up as well
chmod 755 "$tree"
furnish
enter true || exit "$impossible"
enter bash /home/learner/dosclientes/tests/fresh/stages.sh
