// Saves the notebook when the check's button is pressed, as Ctrl+S does: a page's widget has no other way to its
// notebook. Where no one listens to that key nothing happens, and the text beside the button says to save first.
// Whether someone listens.
function save(node) {
  const mac = navigator.platform.startsWith("Mac");
  const place = node.closest(".jp-NotebookPanel") ?? document.body;
  return !place.dispatchEvent(
    new KeyboardEvent("keydown", {
      key: "s",
      code: "KeyS",
      keyCode: 83,
      ctrlKey: !mac,
      metaKey: mac,
      bubbles: true,
      cancelable: true,
    }),
  );
}

export default {
  render({ el, model }) {
    el.hidden = true;
    const pressed = (event) => {
      const button = event.target.closest?.("button");
      if (!button?.closest(".dc-check-now") || !el.closest(".dc-check")?.contains(button)) return;
      const now = Date.now() / 1000;
      if (!save(button)) return;
      model.set("asked", now); // arrives before the press, which the button tells only after this
      model.save_changes();
    };
    document.addEventListener("click", pressed, true);
    return () => document.removeEventListener("click", pressed, true);
  },
};
