// Exercises whose kernel is gone stay on the page and do nothing: a line says so, and wakes them by a click or a key.
const VIEW = "application/vnd.jupyter.widget-view+json";
const GONE = ["restarting", "autorestarting", "terminating", "dead"];
const KEY = "F8";
const STYLE = `
.dc-asleep {display: flex; gap: 4px 12px; align-items: center; padding: 6px 12px; overflow: auto;
  background: var(--jp-warn-color3, #ffe0b2); color: #1a1a1a; border-bottom: 1px solid var(--jp-border-color1);
  font-size: var(--jp-ui-font-size1); min-height: 56px; box-sizing: border-box;}
@media (max-width: 900px) {.dc-asleep {min-height: 92px;}}
.dc-asleep[hidden] {display: none;}
.dc-asleep button {flex: none; max-width: 45%; font: inherit; padding: 4px 10px; border: 1px solid #1a1a1a; border-radius: 3px; background: #fff;
  color: #1a1a1a; cursor: pointer;}
.dc-asleep button:focus-visible {outline: 2px solid #0b5cad; outline-offset: 2px;}
.dc-sleeping .jupyter-widgets-disconnected::before {display: none !important;}
.dc-sleeping .jp-OutputArea-output:has(.jupyter-widgets-disconnected) {opacity: 0.6;}
`;

export function watch(panel, Widget, NotebookActions, words) {
  let stopped = new Set();
  const strip = new Widget();
  const {line, button} = draw(strip.node, words);
  panel.contentHeader.addWidget(strip);
  const show = () => {
    stopped = new Set([...stopped].filter((cell) => !cell.isDisposed && hasWidget(cell)));
    strip.setHidden(!stopped.size);
    strip.node.hidden = !stopped.size;
    line.textContent = stopped.size ? words.asleep : "";
    panel.toggleClass("dc-sleeping", stopped.size > 0);
  };
  const sleep = () => {
    stopped = new Set(panel.content.widgets.filter(hasWidget));
    show();
  };
  const awake = (_actions, {notebook, cell}) => notebook === panel.content && stopped.delete(cell) && show();
  const wake = () => NotebookActions.runCells(panel.content, [...stopped], panel.sessionContext);
  button.addEventListener("click", wake);
  panel.node.addEventListener("keydown", (event) => {
    if (event.key !== KEY || !stopped.size) return;
    event.preventDefault();
    event.stopPropagation();
    wake();
  }, true);
  panel.sessionContext.statusChanged.connect((_context, status) => GONE.includes(status) && sleep());
  panel.sessionContext.kernelChanged.connect((_context, {oldValue}) => oldValue && sleep());
  NotebookActions.executionScheduled.connect(awake);
  NotebookActions.outputCleared.connect(show);
  panel.disposed.connect(() => {
    NotebookActions.executionScheduled.disconnect(awake);
    NotebookActions.outputCleared.disconnect(show);
  });
  show();
  return async () => {
    const kernel = panel.sessionContext.session?.kernel;
    if (panel.isDisposed || !kernel) return;
    const seen = panel.content.widgets.map((cell) => [cell, models(cell)]);
    const {comms} = (await kernel.requestCommInfo({target_name: "jupyter.widget"})).content;
    const dead = (cell, before) => models(cell).some((id) => before.includes(id) && !(id in comms));
    stopped = new Set(seen.filter(([cell, before]) => !cell.isDisposed && dead(cell, before)).map(([cell]) => cell));
    show();
  };
}

function draw(node, words) {
  if (!document.getElementById("dc-asleep-style")) {
    const style = document.createElement("style");
    style.id = "dc-asleep-style";
    style.textContent = STYLE;
    document.head.append(style);
  }
  node.classList.add("dc-asleep");
  const line = document.createElement("span");
  line.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${words.wake} (${KEY})`;
  node.append(button, line);
  return {line, button};
}

const hasWidget = (cell) => models(cell).length > 0;

// The widgets that a cell shows, by the names that a kernel has for them.
function models(cell) {
  const outputs = cell.model.type === "code" ? cell.model.outputs : [];
  const found = Array.from({length: outputs.length}, (_, index) => outputs.get(index).data[VIEW]?.model_id);
  return found.filter(Boolean);
}
