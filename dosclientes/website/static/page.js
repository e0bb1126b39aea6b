// Draws the maps of the interactive pieces as they begin, with the code that draws them in the notebook, and lets the
// keyboard scroll what is wider than the screen.
const places = document.querySelectorAll("[data-graph]");
if (places.length) {
  const { show } = await import("./graph.js");
  for (const el of places) {
    const state = JSON.parse(el.dataset.graph);
    show({ get: () => state, on() {}, off() {} }, () => {}, el);
  }
}
for (const frame of document.querySelectorAll("article :is(pre, .cell_output, .table-wrapper, .dc-graph-frame, .dc-still .dc-box)")) {
  if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
}
