// An output wider than the window scrolls: by keyboard too, for which it must be reached, and say what it is.
const STEP = 60;

export function reachable(panel, words) {
  const known = new WeakSet();
  const sizes = new ResizeObserver((changes) => changes.forEach(({target}) => mark(target, words)));
  const look = () => {
    waiting = false;
    for (const output of panel.content.node.querySelectorAll(".jp-OutputArea-output")) {
      if (known.has(output)) continue;
      known.add(output);
      sizes.observe(output);
      output.addEventListener("keydown", scroll);
    }
  };
  let waiting = false;
  const soon = () => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  };
  const added = new MutationObserver(soon);
  added.observe(panel.content.node, {childList: true, subtree: true});
  panel.disposed.connect(() => (added.disconnect(), sizes.disconnect()));
  soon();
}

function mark(output, words) {
  const wide = output.scrollWidth > output.clientWidth + 1;
  if (wide === output.classList.contains("dc-wide-output")) return;
  output.classList.toggle("dc-wide-output", wide);
  const told = {tabindex: "0", role: "group", "aria-label": words.wide};
  for (const [name, value] of Object.entries(told)) wide ? output.setAttribute(name, value) : output.removeAttribute(name);
}

function scroll(event) {
  const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  if (!way || event.target !== event.currentTarget) return; // keys inside of it are not ours
  event.currentTarget.scrollLeft += way * STEP;
  event.preventDefault();
  event.stopPropagation();
}
