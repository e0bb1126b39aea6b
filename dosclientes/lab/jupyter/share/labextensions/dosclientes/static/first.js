// A lesson's first cell runs when the lesson is opened, while it still is the course's own.

// Whether the notebook has been opened with a Python that has run nothing yet.
export async function start(panel, NotebookActions, first, wanted) {
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  const {kernel} = panel.sessionContext.session ?? {};
  if (panel.isDisposed || !kernel || (await used(kernel))) return false;
  const cell = panel.content.widgets.find((one) => one.model.type === "code");
  if (cell && (await wanted) && cell.model.sharedModel.getSource() === first[panel.context.path])
    await NotebookActions.runCells(panel.content, [cell], panel.sessionContext);
  return !panel.isDisposed;
}

async function used(kernel) {
  const reply = await kernel.requestExecute({code: "", silent: true, store_history: false}).done;
  return reply.content.execution_count > 1;
}
