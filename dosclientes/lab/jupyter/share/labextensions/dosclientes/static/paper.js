// A notebook printed as it stands on the screen: exercises with what was answered, maps as they are drawn, on white.
// JupyterLab's own way converts the saved file, in which there are no widgets.
const THEME = /@jupyterlab\/theme-[^/]+-extension\//;
const LIGHT = "@jupyterlab/theme-light-extension/";
const NOT_ON_PAPER =
  ".jp-Toolbar, .jp-Collapser, .jp-InputPrompt, .jp-OutputPrompt, .jp-Notebook-footer, .jp-cell-menu, .dc-buttons, .dc-alone, script";
const PAPER = `
@page {margin: 15mm;}
html, body {position: static; overflow: visible !important; height: auto !important; margin: 0; background: #fff !important;}
body {color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact;}
.jp-Cell {padding: 0 !important; border: 0 !important;}
.jp-Cell, .jp-Cell * {content-visibility: visible !important; contain: none !important;}
.jp-Cell :not(svg, svg *, .dc-bar) {max-width: 100% !important; max-height: none !important;}
.jp-Cell :is(div, pre, p, td, th, li) {overflow: visible !important;}
.jp-Cell :is(.cm-content, pre, code) {white-space: pre-wrap !important; overflow-wrap: anywhere;}
.jp-Cell :is(svg, img, figure) {min-width: 0 !important; max-width: 100% !important; height: auto;}
.jp-Cell table {font-size: 0.8em; white-space: normal;}
.jp-Cell :is(td, th) {overflow-wrap: anywhere; white-space: normal !important;}
.jp-Cell table.dataframe :is(td, th) {padding: 0.2em 0.4em;}
:is(.dc-box, figure, svg, img, tr, .jp-InputArea) {break-inside: avoid;}
:is(h1, h2, h3) {break-after: avoid;}
.dc-choices {display: flex; flex-wrap: wrap; gap: 0 1em;}
`;

export function printable(panel, {Printing}) {
  panel[Printing.symbol] = () => () => print(panel);
  panel.node.addEventListener("keydown", (event) => {
    // inside of an exercise JupyterLab's shortcuts sleep, and the browser would print the window
    if (event.key.toLowerCase() !== "p" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    print(panel);
  }, true);
}

async function print(panel) {
  const frame = document.createElement("iframe");
  Object.assign(frame.style, {position: "fixed", width: "180mm", height: "0", border: "0", visibility: "hidden"});
  document.body.append(frame);
  const paper = frame.contentDocument;
  paper.title = panel.title.label;
  paper.documentElement.lang = document.documentElement.lang;
  for (const {name, value} of document.body.attributes) paper.body.setAttribute(name, value);
  paper.body.dataset.jpThemeLight = "true";
  const loading = [...document.querySelectorAll('style, link[rel="stylesheet"]')].map((one) => look(paper, one));
  paper.head.append(Object.assign(paper.createElement("style"), {textContent: PAPER}));
  paper.body.append(...panel.content.widgets.map((cell) => paper.adoptNode(asShown(cell.node))));
  await Promise.all([...loading, paper.fonts.ready, ...[...paper.images].map((one) => one.decode().catch(() => {}))]);
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove()));
  frame.contentWindow.print();
}

// A style of the page, in light colours whatever its theme; resolved when it has come.
function look(paper, sheet) {
  const copy = paper.importNode(sheet, true);
  if (copy.href) copy.href = copy.href.replace(THEME, LIGHT);
  paper.head.append(copy);
  if (!copy.href) return undefined;
  return new Promise((done) => (copy.onload = copy.onerror = done));
}

// A copy that says what the reader has chosen and typed, which are no part of the markup.
function asShown(node) {
  const copy = node.cloneNode(true);
  const originals = node.querySelectorAll("input, textarea, select");
  copy.querySelectorAll("input, textarea, select").forEach((field, index) => {
    const {value, checked, options, selectedIndex} = originals[index];
    if (field.matches("select")) field.replaceWith(choices([...options], selectedIndex));
    else if (field.matches("textarea")) field.textContent = value;
    else field.toggleAttribute("checked", checked), field.setAttribute("value", value);
  });
  copy.querySelectorAll(NOT_ON_PAPER).forEach((one) => one.remove());
  return copy;
}

// A menu on paper: what was chosen, or all there is to choose from.
function choices(options, index) {
  const chosen = options[index] && !options[index].textContent.startsWith("—") ? [options[index]] : [];
  const list = document.createElement("span");
  list.className = "dc-choices";
  for (const {textContent} of chosen.length ? chosen : options.filter((one) => !one.textContent.startsWith("—")))
    list.append(Object.assign(document.createElement("span"), {textContent: `${chosen.length ? "✎" : "○"} ${textContent}`}));
  return list;
}
