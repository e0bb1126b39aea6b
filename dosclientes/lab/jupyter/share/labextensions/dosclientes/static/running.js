// Running cells: not before their kernel is there, and without carrying the reader to the end of the page.
const PATIENCE = 90_000; // then JupyterLab asks which kernel to use

// JupyterLab asked to run a cell while its session is being made either asks for a kernel or does nothing.
export function patient(runCell) {
  return async (options) => {
    const {cell, sessionContext} = options;
    if (cell.model.type === "code" && sessionContext && !sessionContext.isReady && !sessionContext.isDisposed) {
      cell.setPrompt("*");
      await Promise.race([sessionContext.ready, new Promise((late) => setTimeout(late, PATIENCE))]);
      if (cell.isDisposed) return false;
      cell.setPrompt("");
    }
    return runCell(options);
  };
}

// "Run all" makes the last cell the active one, and scrolls there.
export function staying(runAll) {
  return async (notebook, ...rest) => {
    const index = notebook.activeCellIndex;
    const where = place(notebook);
    let moved = false;
    const move = () => (moved = true);
    for (const kind of ["wheel", "pointerdown", "keydown"]) notebook.node.addEventListener(kind, move, {passive: true});
    const done = runAll(notebook, ...rest);
    notebook.activeCellIndex = index;
    const back = () => moved || where();
    requestAnimationFrame(back);
    try {
      return await done;
    } finally {
      await new Promise(requestAnimationFrame);
      back();
      for (const kind of ["wheel", "pointerdown", "keydown"]) notebook.node.removeEventListener(kind, move);
    }
  };
}

// What is at the top of the screen now; called, it is put there again, however much has grown above it.
function place(notebook) {
  const box = notebook.outerNode ?? notebook.node;
  const edge = box.getBoundingClientRect().top;
  const cell = notebook.widgets.find((one) => one.node.getBoundingClientRect().bottom > edge);
  const gap = cell ? cell.node.getBoundingClientRect().top - edge : 0;
  return () => {
    if (cell && !cell.isDisposed)
      box.scrollTop += cell.node.getBoundingClientRect().top - box.getBoundingClientRect().top - gap;
  };
}
