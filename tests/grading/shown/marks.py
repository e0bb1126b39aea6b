"""Harmless marks: each place of a notebook in which something could act tells the page so, by its name, if it does."""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

# one pixel, red
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="


def mark(place: str) -> str:
    """JavaScript that says that this place acted."""
    return f"(window.acted=window.acted||[]).push('{place}')"


def image(place: str) -> str:
    """A picture that cannot be loaded, and acts then."""
    return f'<img src="nothing:" onerror="{mark(place)}">'


def svg(place: str) -> str:
    """A drawing with a script."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>{mark(place)}</script></svg>'
    )


DISPLAYS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "html": ({"text/html": f"<b>seen</b><script>{mark('html')}</script>{image('html image')}"}, {}),
    "isolated": ({"text/html": image("isolated")}, {"text/html": {"isolated": True}}),
    "svg": ({"image/svg+xml": svg("svg")}, {}),
    "svg in html": ({"text/html": svg("svg in html")}, {}),
    "javascript": ({"application/javascript": mark("javascript"), "text/plain": "plain"}, {}),
    "markdown": ({"text/markdown": f"*words* {image('markdown output')}"}, {}),
    "picture's size": ({"image/png": DOT}, {"image/png": {"width": f'"1" onload="{mark("width")}"'}}),
    "latex": ({"text/latex": f"$x$ {image('latex')}"}, {}),
    "widget": ({"application/vnd.jupyter.widget-view+json": {"model_id": f"</script>{image('widget')}"}}, {}),
    "frame": ({"text/html": f"<iframe srcdoc='<script>parent.{mark('frame')}</script>'></iframe>"}, {}),
}
"""Outputs by their names: data and metadata, as `IPython.display.display(..., raw=True)` takes them."""

TEXT = f"""A **text** of {image("text")} and

<script>{mark("script in text")}</script>

```mermaid
{image("mermaid")}
```

<div onmouseover="{mark("event")}">raw</div> [link](javascript:{mark("link")})
<a href="JaVa&#10;script:{mark("a")}">a</a>
<svg onload="{mark("svg in text")}"></svg>"""


def notebook() -> Any:
    """A notebook with a mark in each place, as if it had been run."""
    cells = [new_markdown_cell(TEXT), new_raw_cell(image("raw"), metadata={"raw_mimetype": "text/html"})]
    for data, metadata in DISPLAYS.values():
        output = new_output("display_data", data, metadata=metadata)
        cells.append(new_code_cell("1", outputs=[output]))
    cells.append(new_markdown_cell("![gone](attachment:gone.png)"))
    cells.append(new_code_cell(image("source"), metadata={"magics_language": f'">{image("magics")}'}))
    cells.append(new_code_cell("2", outputs=[new_output("stream", text=image("stream"))]))
    error = new_output("error", ename="E", evalue=image("evalue"), traceback=[image("traceback")])
    cells.append(new_code_cell("3", outputs=[error], metadata={"tags": [f'">{image("tag")}']}))
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"x": f"</script>{image('state')}"}}}
    language = {"name": "python", "pygments_lexer": f'python">{image("language")}'}
    return new_notebook(
        cells=cells, metadata={"widgets": state, "language_info": language, "title": image("title")}
    )
