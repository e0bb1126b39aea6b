// What ipywidgets cannot say by itself: roles and names for screen readers, one group for radio buttons
// (arrow keys), and that keys typed inside belong to the exercise and not to the notebook.
function mark(box, marks) {
  // JupyterLab looks for this on the focused element first, before it tries its shortcuts' selectors
  box.querySelectorAll("button, input, select, textarea, summary, [tabindex]").forEach((node) => {
    node.dataset.lmSuppressShortcuts = "true";
  });
  for (const { find, set } of marks) {
    for (const node of find ? box.querySelectorAll(find) : [box]) {
      for (const [name, value] of Object.entries(set)) {
        if (node.getAttribute(name) !== value) node.setAttribute(name, value);
      }
    }
  }
  box.querySelectorAll(".widget-radio-box").forEach((group, number) => {
    group.querySelectorAll("input").forEach((input) => {
      input.name = `${box.dataset.dcName}-${number}`;
    });
  });
}

async function ancestor(el) {
  for (let frames = 0; frames < 600; frames += 1) {
    const box = el.closest(".dc-box");
    if (box) return box;
    await new Promise((next) => requestAnimationFrame(next));
  }
  return null;
}

export default {
  render({ model, el }) {
    el.hidden = true;
    let observer;
    ancestor(el).then((box) => {
      if (!box) return;
      box.dataset.dcName = crypto.randomUUID();
      const again = () => mark(box, model.get("marks"));
      observer = new MutationObserver(again);
      observer.observe(box, { childList: true, subtree: true });
      again();
    });
    return () => observer?.disconnect();
  },
};
