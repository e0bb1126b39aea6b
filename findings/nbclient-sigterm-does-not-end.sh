#!/bin/sh
# nbclient 0.11.0, NotebookClient.execute in a program of one's own: SIGTERM while a cell runs.
#
# Expected: SIGTERM ends the program (no handler was installed by it), or reaches it as a KeyboardInterrupt or SystemExit.
# Seen: while a notebook runs nbclient takes SIGTERM and SIGINT for itself: it ends the kernel and the program goes on, with an
# AssertionError or AttributeError from execute(), since the kernel's manager is gone. Whoever catches errors notebook by notebook goes on to the
# next: `timeout`, a service's stop or a scheduler that ends such a program does not end it.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbclient==0.11.0 ipykernel==7.4.0 jupyter_client==8.10.0 2>/dev/null
cd "$folder"
cat > program.py <<'PYTHON'
import nbformat
from nbclient import NotebookClient

cells = [nbformat.v4.new_code_cell("open('begun', 'w').close()\nimport time\ntime.sleep(60)")]
try:
    NotebookClient(nbformat.v4.new_notebook(cells=cells)).execute()
    print("whole")
except Exception as error:
    print("error" if isinstance(error, AssertionError | AttributeError) else type(error).__name__)
print("went on")
PYTHON
venv/bin/python program.py > told 2> warnings & program=$!
while [ ! -e begun ] && kill -0 $program; do sleep 0.2; done
kill -TERM $program
status=0; wait $program || status=$?
echo "status: $status | told: $(tr '\n' ' ' < told)"
[ "$status" = 0 ] && [ "$(tr '\n' ' ' < told)" = "error went on " ] || { echo "changed"; exit 1; }
echo "still so"
