// On a narrow window the list of files folds away: beside it a lesson would have a column of a few letters.
const NARROW = "(max-width: 760px)";

export function makeRoom({shell, restored}) {
  const narrow = window.matchMedia(NARROW);
  const fold = () => narrow.matches && shell.collapseLeft();
  restored.then(fold);
  narrow.addEventListener("change", fold);
}
