// The plugins: cells wait for their kernel, lessons start by themselves, say when their exercises have stopped, and print.
import {watch} from "./asleep.js";
import {start} from "./first.js";
import {notebooksFirst} from "./listing.js";
import {makeRoom} from "./narrow.js";
import {printable} from "./paper.js";
import {patient, staying} from "./running.js";
import {reachable} from "./wide.js";

const NAMES = [
  "@jupyterlab/notebook",
  "@jupyterlab/settingregistry",
  "@jupyterlab/coreutils",
  "@jupyterlab/filebrowser",
  "@lumino/widgets",
  "@jupyterlab/apputils",
];

export async function plugins(need) {
  const [notebook, settings, {PageConfig}, files, {Widget}, apputils] = await Promise.all(NAMES.map(need));
  const {NotebookActions} = notebook;
  const course = JSON.parse(PageConfig.getOption("dosclientes") || "{}");
  if (course.first) notebooksFirst(files);
  NotebookActions.runAll = staying(NotebookActions.runAll);
  return [
    {
      id: "dosclientes:executor",
      autoStart: true,
      provides: notebook.INotebookCellExecutor,
      activate: () => ({runCell: patient(notebook.runCell)}),
    },
    {
      id: "dosclientes:lessons",
      autoStart: true,
      requires: [notebook.INotebookTracker, settings.ISettingRegistry],
      activate: (app, tracker, registry) => {
        if (course.first) makeRoom(app);
        const wanted = registry.load("dosclientes:lessons").then(
          (found) => found.get("runFirstCell").composite,
          () => true, // settings that cannot be read are as they come
        );
        const open = async (panel) => {
          printable(panel, apputils);
          reachable(panel, course.words ?? {});
          const look = watch(panel, Widget, NotebookActions, course.words ?? {});
          await start(panel, NotebookActions, course.first ?? {}, wanted);
          await look();
        };
        tracker.forEach(open);
        tracker.widgetAdded.connect((_tracker, panel) => open(panel));
      },
    },
  ];
}
