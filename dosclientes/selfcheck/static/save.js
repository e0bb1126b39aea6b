// Saves the notebook when the check's button is pressed, as Ctrl+S does: a page's widget has no other way to its
// notebook. Where no one listens to that key nothing happens, and the text beside the button says to save first.
function save(node) {
  const mac = navigator.platform.startsWith("Mac");
  const place = node.closest(".jp-NotebookPanel") ?? document.body;
  place.dispatchEvent(
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
  render({ el }) {
    el.hidden = true;
    const pressed = (event) => {
      const button = event.target.closest?.("button");
      if (button?.closest(".dc-check-now") && el.closest(".dc-check")?.contains(button)) save(button);
    };
    document.addEventListener("click", pressed, true);
    return () => document.removeEventListener("click", pressed, true);
  },
};
