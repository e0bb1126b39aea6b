#!/bin/sh
# jsonschema 4.26.0 with rfc3987-syntax 1.1.0, and nbformat 5.11.1 above it.
#
# Expected: `import nbformat` loads code; a format checker that nobody calls costs nothing.
# Seen: where the extra `format-nongpl` of jsonschema is installed (jupyter_events asks for it, and so every Jupyter server
# has it), importing jsonschema builds 39 Lark parsers for URI and IRI grammars, about a second of processor time, before any
# schema is read; `import nbformat` imports jsonschema, so each command line tool around notebooks pays it at each start.
# Without rfc3987-syntax in the environment no parser is built, and notebooks validate just the same.
set -eu
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check nbformat==5.11.1 jsonschema==4.26.0 rfc3987-syntax==1.1.0 lark==1.3.1 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import time
import lark

made = []
build = lark.Lark.__init__
lark.Lark.__init__ = lambda self, *args, **options: made.append(1) or build(self, *args, **options)
before = time.process_time()
import nbformat

print(len(made), "parsers,", round(time.process_time() - before, 1), "s of processor time for `import nbformat`")
assert len(made) > 30, "changed"
PYTHON
"$folder/venv/bin/pip" uninstall --quiet --yes rfc3987-syntax lark
"$folder/venv/bin/python" -c "import nbformat; nbformat.validate(nbformat.v4.new_notebook()); print('without: valid')"
echo "still so"
