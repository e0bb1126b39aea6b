#!/bin/sh
# ipykernel 7.4.0: a message to a comm (a widget's button, say) sent to a subshell, as JupyterLab 4.6 sends them all.
#
# Expected: subshells are there so that widgets answer while a cell is running; the header names one, and the reply of
# kernel_info promises them.
# Seen: where the comm was made by a cell, as every widget is, the named subshell is set aside: the message waits until the
# running cell has ended, and is handled in the main thread. It goes where the comm itself last sent something from. Only a
# comm that the page opened in the subshell hears beside the cell, in a thread that is not the main one: there cell and
# callback race. So neither the header nor JupyterLab's setting «Kernel Comms over subshells» says which of both one has.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check ipykernel==7.4.0 jupyter_client==8.10.0 comm==0.2.3 2>/dev/null
cd "$folder"; export HOME="$folder"
cat > look.py <<'PYTHON'
import time
from jupyter_client.manager import start_new_kernel

SETUP = """import comm, threading, time
running, heard = False, {}
def listen(name, one):
    def told(_message):
        main = threading.current_thread() is threading.main_thread()
        heard[name] = f"{'beside' if running else 'after'} the cell, {'' if main else 'not '}in the main thread"
    one.on_msg(told)
comm.get_comm_manager().register_target("page", lambda one, _message: listen("opened in the subshell", one))
made = comm.create_comm(target_name="cell")
listen("made by a cell", made)
print(made.comm_id)"""
WAIT = """running = True
time.sleep(4)
running = False"""
TELL = """for name in sorted(heard): print(f"{name}: {heard[name]}")"""
manager, client = start_new_kernel()
said = []
hook = lambda message: said.append(message["content"]["text"]) if message["msg_type"] == "stream" else None
client.execute_interactive(SETUP, output_hook=hook)
made = said.pop().strip()
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
time.sleep(1)
client.execute(WAIT)
time.sleep(1)
send("comm_msg", comm_id=made, data={})
send("comm_msg", comm_id="theirs", data={})
time.sleep(6)
client.execute_interactive(TELL, output_hook=hook)
print("".join(said).strip())
client.stop_channels(); manager.shutdown_kernel(now=True)
PYTHON
told=$(venv/bin/python look.py); echo "$told"
[ "$told" = "made by a cell: after the cell, in the main thread
opened in the subshell: beside the cell, not in the main thread" ] || { echo "changed"; exit 1; }
echo "still so"
