#!/bin/sh
# anywidget 0.11.0 in JupyterLab 4.6.6: a widget whose module (`_esm`, here a URL) takes longer than two seconds to come.
#
# Expected: the widget is late, and from then on like any other.
# Seen: it is drawn when its module comes, and works, as far as one sees; but no change of a trait in Python reaches it ever
# again. A model waits two seconds for its module; each message from the kernel waits for that, fails, and is lost. The
# console says «[anywidget] Failed to initialize model.» once. A page that is busy for two seconds does the same to any
# widget. Needs Chromium.
set -eu
folder=$(mktemp -d); server=; trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check jupyterlab==4.6.6 ipywidgets==8.1.9 anywidget==0.11.0 \
  ipykernel==7.4.0 playwright==1.65.2 2>/dev/null
cd "$folder"; mkdir lab home; export HOME="$folder/home"
cat > module.py <<'PYTHON'
import http.server, time

class Late(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(4 if self.path == "/late.js" else 0)
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(b"""export default { render({ model, el }) {
          const show = () => { el.textContent = `n is ${model.get("n")}`; };
          el.className = "shown"; model.on("change:n", show); show();
        } };""")

    def log_message(self, *_): pass

http.server.ThreadingHTTPServer(("127.0.0.1", 18731), Late).serve_forever()
PYTHON
cat > look.py <<'PYTHON'
import shutil, sys, time
import nbformat
from playwright.sync_api import sync_playwright

WIDGET = """import anywidget, traitlets
class Number(anywidget.AnyWidget):
    _esm = "http://127.0.0.1:18731/{}.js"
    n = traitlets.Int(0).tag(sync=True)
number = Number()
number"""
kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for name in ("soon", "late"):
        cells = [nbformat.v4.new_code_cell(code) for code in (WIDGET.format(name), "number.n = 7")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), f"lab/{name}.ipynb")
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:18732/lab/tree/{name}.ipynb?token=t&reset", timeout=60_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=60_000)
        prompt = page.locator(".jp-InputPrompt").first
        while "1" not in prompt.inner_text():  # the kernel may be called idle before it can be asked
            page.locator(".jp-CodeCell .cm-content").first.click()
            page.keyboard.press("Shift+Enter")
            time.sleep(5)
        page.wait_for_selector(".shown", timeout=60_000)
        page.keyboard.press("Shift+Enter")
        page.wait_for_function("document.querySelectorAll('.jp-InputPrompt')[1].textContent.includes('[2]')", timeout=60_000)
        time.sleep(3)
        print(f"{name}: {page.locator('.shown').inner_text()}")
        page.close()
    browser.close()
PYTHON
venv/bin/python module.py & server=$!
JUPYTER_TOKEN=t venv/bin/jupyter lab --no-browser --allow-root --port=18732 --ServerApp.root_dir="$folder/lab" 2> warnings & server="$server $!"
tries=0; until venv/bin/python -c "import socket; socket.create_connection(('127.0.0.1', 18732))" 2>/dev/null; do
  tries=$((tries + 1)); [ $tries -lt 120 ]; sleep 0.5; done
told=$(venv/bin/python look.py); echo "$told"
[ "$told" = "soon: n is 7
late: n is 0" ] || { echo "changed"; exit 1; }
echo "still so"
