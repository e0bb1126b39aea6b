// The list of files shows what is read first: notebooks, then folders, then the rest. JupyterLab puts folders in front.
export function notebooksFirst({DirListing}) {
  const kept = new WeakMap();
  const rank = ({type}) => ["notebook", "directory"].indexOf(type) + 1 || 3;
  Object.defineProperty(DirListing.prototype, "_sortedItems", {
    get() {
      return kept.get(this) ?? [];
    },
    set(items) {
      const top = this.model?.path === "";
      kept.set(this, top ? [...items].sort((one, other) => rank(one) - rank(other)) : items);
    },
  });
}
