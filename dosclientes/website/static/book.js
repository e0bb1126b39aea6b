// The answers of a reader, kept in this browser alone, and the button that deletes them.
"use strict";
(() => {
  const { words } = window.dosclientes;
  const STORE = "dosclientes:answers";

  // Answers by name; where the browser keeps nothing they live as long as the page
  const book = {
    kept: {},
    broken: false,
    read() {
      try {
        this.kept = JSON.parse(localStorage.getItem(STORE)) ?? {};
      } catch {
        this.broken = true;
      }
      return this.kept;
    },
    put(name, answer) {
      this.read()[name] = answer;
      try {
        localStorage.setItem(STORE, JSON.stringify(this.kept));
      } catch {
        this.broken = true;
      }
    },
    clear() {
      this.kept = {};
      try {
        localStorage.removeItem(STORE);
      } catch {
        this.broken = true;
      }
    },
  };

  for (const button of document.querySelectorAll(".dc-forget button")) {
    button.addEventListener("click", () => {
      if (!window.confirm(words.forget)) return;
      book.clear();
      document.dispatchEvent(new Event("dosclientes:forgotten"));
      button.closest(".dc-forget").querySelector("[role=status]").textContent = words.forgotten;
    });
  }

  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  Object.assign(window.dosclientes, { book, escaped });
})();
