#!/bin/sh
# ipywidgets 8.1.9 in JupyterLab 4.6.6: text typed into `Text`, then a `Button` pressed, with a kernel 800 ms away.
#
# Expected: the button's callback reads what had been typed when it was pressed; page and kernel speak over one ordered
# socket.
# Seen: it reads the first key alone ("1" of "12,345"), and a second later the rest arrives. The page holds every change
# back until the one before has been dealt with, and a press is not held back. With a kernel on the same machine all is
# well, so that no local test shows it; on a hub abroad, or beside a busy machine, it is seen. Needs Chromium.
set -eu
folder=$(mktemp -d); server=; trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check jupyterlab==4.6.6 ipywidgets==8.1.9 ipykernel==7.4.0 \
  playwright==1.65.2 2>/dev/null
cd "$folder"; mkdir lab home; export HOME="$folder/home"
cat > look.py <<'PYTHON'
import shutil, time
import nbformat
from playwright.sync_api import sync_playwright

WIDGETS = """import ipywidgets
text, button, said = ipywidgets.Text(), ipywidgets.Button(description="Go"), ipywidgets.Label()
def pressed(_):
    said.value = f"read {text.value!r}"
button.on_click(pressed)
ipywidgets.VBox([text, button, said])"""
SLOW = """late => {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...data) { setTimeout(() => send.apply(this, data), late); };
}"""
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    cells = [nbformat.v4.new_code_cell(WIDGETS)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), "lab/n.ipynb")
    for name, late in (("near", 0), ("far", 800)):
        page = browser.new_page()
        page.goto("http://127.0.0.1:18734/lab/tree/n.ipynb?token=t&reset", timeout=60_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000)
        while not page.locator(".widget-button").count():  # the kernel may be called idle before it can be asked
            page.locator(".jp-CodeCell .cm-content").first.click()
            page.keyboard.press("Control+Enter")
            time.sleep(5)
        page.evaluate(SLOW, late)
        page.locator(".widget-text input").press_sequentially("12,345", delay=20)
        page.locator(".widget-button").click()
        time.sleep(5)
        print(f"{name}: {page.locator('.widget-label').last.inner_text()}")
        page.close()
    browser.close()
PYTHON
JUPYTER_TOKEN=t venv/bin/jupyter lab --no-browser --allow-root --port=18734 --ServerApp.root_dir="$folder/lab" 2> warnings & server=$!
tries=0; until venv/bin/python -c "import socket; socket.create_connection(('127.0.0.1', 18734))" 2>/dev/null; do
  tries=$((tries + 1)); [ $tries -lt 120 ]; sleep 0.5; done
told=$(venv/bin/python look.py); echo "$told"
[ "$told" = "near: read '12,345'
far: read '1'" ] || { echo "changed"; exit 1; }
echo "still so"
