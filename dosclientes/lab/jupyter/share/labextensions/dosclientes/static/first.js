// A lesson's first cell runs when the lesson is opened, while it still is the course's own.

// Not if its Python has run it and the page still shows what came of it: the learner is in the middle.
export async function start(panel, NotebookActions, first, wanted) {
  await Promise.all([panel.context.ready, panel.sessionContext.ready]);
  const {kernel} = panel.sessionContext.session ?? {};
  if (panel.isDisposed || !kernel) return;
  const cell = panel.content.widgets.find((one) => one.model.type === "code");
  if (!cell || !(await wanted) || cell.model.sharedModel.getSource() !== first[panel.context.path]) return;
  if (cell.model.executionCount === null || !(await used(kernel)))
    await NotebookActions.runCells(panel.content, [cell], panel.sessionContext);
}

async function used(kernel) {
  const reply = await kernel.requestExecute({code: "", silent: true, store_history: false}).done;
  return reply.content.execution_count > 0;
}
