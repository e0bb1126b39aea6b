#!/bin/bash
# The first process of the machine that run.sh starts: what there has to be, the tests twice, the end.
set -u
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/tmp PYTHONDONTWRITEBYTECODE=1
export HYPOTHESIS_STORAGE_DIRECTORY=/tmp/hypothesis
export GRADING_HOSTILE GRADING_SECONDS
groups=/sys/fs/cgroup user=1777 status=0
controllers='+memory +pids'

mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t cgroup2 -o nsdelegate cgroup2 $groups
mkdir -p /dev/shm /dev/pts
mount -t devpts devpts /dev/pts
for place in /dev/shm /tmp /var/tmp /run /root /home; do mount -t tmpfs -o mode=1777 tmpfs $place; done
for place in "$PLACE" "$OWN" "$BASE"; do # they may lie below one of these, where an ordinary user may not pass
    mkdir -p "$place" && mount -t hostfs -o "$place" hostfs "$place"
done
mount -o remount,ro "$PLACE"
ip link set lo up
eval "arguments=($(cat "$OWN/arguments"))"
cd "$PLACE" || exit

tests() { # COMMAND IN FRONT...
    "$@" .venv/bin/python -m pytest -n0 -p no:cacheprovider "${arguments[@]}" || status=1
    left=$(find $groups -name 'dosclientes-*')
    [ -z "$left" ] || { echo "Groups are left: $left"; status=1; }
}

if [ "$AS" != user ]; then
    echo '== Root, who may make groups'
    DOSCLIENTES_REQUIRE=sandbox,cgroup,user tests env
fi
if [ "$AS" != root ]; then
    echo '== An ordinary user, to whom a group is handed on'
    echo "$controllers" > $groups/cgroup.subtree_control
    mkdir -p $groups/user/session
    echo "$controllers" > $groups/user/cgroup.subtree_control
    chown -R $user:$user $groups/user
    echo $$ > $groups/user/session/cgroup.procs
    DOSCLIENTES_REQUIRE=sandbox,cgroup tests \
        setpriv --reuid=$user --regid=$user --clear-groups --inh-caps=-all --bounding-set=-all
fi

echo $status > "$OWN/status"
sync
echo o > /proc/sysrq-trigger
sleep 60
