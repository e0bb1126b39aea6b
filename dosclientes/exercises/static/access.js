// What ipywidgets cannot say by itself: roles and names for screen readers, one group for radio buttons
// (arrow keys), that keys typed inside belong to the exercise and not to the notebook, and that a button
// pressed after a change is heard after it.
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

// A button's message can overtake the changes made before it: ipywidgets holds a change back until the one before has
// been dealt with (its issue 252), and ipykernel may hear two widgets in two threads. What was typed a moment ago would be
// judged. So a press waits until the kernel has dealt with all of them.
function inOrder(box, models) {
  const isBehind = (model) =>
    Boolean(model._msg_buffer) || model._pending_msgs > 0 || (model.get("children") ?? []).some(isBehind);
  const waiting = new Set();
  let released = null; // goes through, also where the press itself makes a change (the check's button does)
  const press = (event) => {
    const button = event.target.closest("button");
    if (!button || button === released || !models.some(isBehind)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting.has(button)) return;
    waiting.add(button);
    const again = () => {
      if (box.isConnected && models.some(isBehind)) return void setTimeout(again, 20);
      waiting.delete(button);
      released = button;
      button.click();
      released = null;
    };
    again();
  };
  box.addEventListener("click", press, { capture: true });
  return () => box.removeEventListener("click", press, { capture: true });
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
    let free = () => {};
    ancestor(el).then(async (box) => {
      if (!box) return;
      box.dataset.dcName = crypto.randomUUID();
      const again = () => mark(box, model.get("marks"));
      observer = new MutationObserver(again);
      observer.observe(box, { childList: true, subtree: true });
      again();
      const inside = model.get("inside").map((name) => model.widget_manager.get_model(name.replace("IPY_MODEL_", "")));
      free = inOrder(box, await Promise.all(inside));
    });
    return () => {
      observer?.disconnect();
      free();
    };
  },
};
