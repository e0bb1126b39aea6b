#!/bin/sh
# ipykernel 7.4.0: messages to comms (widgets) that name a subshell, as JupyterLab 4.6 sends those of all widgets.
#
# Expected: what a page sends over one socket to one subshell is heard in its order, one message at a time; what is sent
# to no subshell, in the main thread.
# Seen: the named subshell is set aside. A comm is heard where it last *sent* something from, and only one that the page
# opened there is heard in the subshell from the beginning:
# - a comm that a cell made is heard in the main thread, when the running cell has ended;
# - once it has sent anything while it answered a message (a text field that a callback emptied, say), its next messages
#   are heard in the subshell: another thread, beside a running cell.
# So two widgets of one form are heard in two threads at once. A button that never sent anything since its cell ended is
# heard before the change of a text field that the page sent earlier, and its callback reads the old text; callbacks race.
# JupyterLab's setting «Kernel Comms over subshells: disabled» keeps all in the main thread and in order.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ipykernel==7.4.0 jupyter_client==8.10.0 comm==0.2.3 2>/dev/null
cd "$folder"; export HOME="$folder"
cat > look.py <<'PYTHON'
import time
from jupyter_client.manager import start_new_kernel

SETUP = """import comm, threading, time
running, heard, order = False, {}, []
def listen(name, one, answers=False, slow=False):
    def told(message):
        main = threading.current_thread() is threading.main_thread()
        heard[name] = f"{'beside' if running else 'after'} the cell, {'' if main else 'not '}in the main thread"
        if slow: time.sleep(0.5)
        order.append(name)
        if answers: one.send({})
    one.on_msg(told)
comm.get_comm_manager().register_target("page", lambda one, _message: listen("opened in the subshell", one))
silent, answering = comm.create_comm(target_name="cell"), comm.create_comm(target_name="cell")
listen("made by a cell", silent)
listen("made by a cell, has answered", answering, answers=True, slow=True)
print(silent.comm_id, answering.comm_id)"""
WAIT = """running = True
time.sleep(4)
running = False"""
TELL = """for name in sorted(heard): print(f"{name}: {heard[name]}")
order.clear()"""
ORDER = """print("sent second, heard first:", order[0])"""
manager, client = start_new_kernel()
said = []
hook = lambda message: said.append(message["content"]["text"]) if message["msg_type"] == "stream" else None
client.execute_interactive(SETUP, output_hook=hook)
silent, answering = said.pop().split()
assert "kernel subshells" in client.kernel_info(reply=True)["content"]["supported_features"]

request = client.session.msg("create_subshell_request")
client.control_channel.send(request)
while (reply := client.get_control_msg(timeout=10))["parent_header"].get("msg_id") != request["header"]["msg_id"]: pass
subshell = reply["content"]["subshell_id"]

def send(kind, **content):
    message = client.session.msg(kind, content)
    message["header"]["subshell_id"] = subshell
    client.shell_channel.send(message)

send("comm_open", comm_id="theirs", target_name="page", data={})
send("comm_msg", comm_id=answering, data={})
time.sleep(2)
client.execute(WAIT)
time.sleep(1)
for one in (silent, "theirs", answering):
    send("comm_msg", comm_id=one, data={})
time.sleep(6)
client.execute_interactive(TELL, output_hook=hook)
send("comm_msg", comm_id=answering, data={})
send("comm_msg", comm_id=silent, data={})
time.sleep(2)
client.execute_interactive(ORDER, output_hook=hook)
print("".join(said).strip())
client.stop_channels(); manager.shutdown_kernel(now=True)
PYTHON
told=$(venv/bin/python look.py); echo "$told"
[ "$told" = "made by a cell: after the cell, in the main thread
made by a cell, has answered: beside the cell, not in the main thread
opened in the subshell: beside the cell, not in the main thread
sent second, heard first: made by a cell" ] || { echo "changed"; exit 1; }
echo "still so"
