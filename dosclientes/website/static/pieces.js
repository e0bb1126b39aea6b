// Draws the maps of the interactive pieces as they begin, with the code that draws them in the notebook.
const places = document.querySelectorAll("[data-graph]");
if (places.length) {
  const { default: graph } = await import("./graph.js");
  for (const el of places) {
    const state = JSON.parse(el.dataset.graph);
    graph.render({ el, model: { get: (trait) => state[trait], on() {}, off() {}, send() {} } });
  }
}
