// Texts of one's own: written first, then compared with an example by criteria. Nothing in them is right or wrong.
"use strict";
(() => {
  const { words, items, book, escaped } = window.dosclientes;
  const { fill } = dcScore;
  const LEAST_WORDS = 3;

  class Writing {
    constructor(section) {
      this.section = section;
      this.item = items[section.dataset.item];
      this.name = section.dataset.name;
      section.classList.add("dc-ready");
      section.addEventListener("submit", (event) => event.preventDefault());
      section.addEventListener("click", (event) => this.pressed(event.target.closest("button")?.dataset.act));
      this.restore();
    }

    at(css) {
      return this.section.querySelector(css);
    }

    restore() {
      const last = book.read()[this.name]?.given;
      this.at("textarea").value = last?.text ?? "";
      this.show(Boolean(last), !last);
      for (const tick of this.ticks()) tick.checked = Boolean(last?.ticks?.includes(tick.value));
      this.say(last ? this.assessment(last) : "");
    }

    ticks() {
      return [...this.section.querySelectorAll(".dc-criteria input")];
    }

    // Whether there is something to compare with, and whether the text can be changed
    show(compared, open) {
      this.at("textarea").disabled = !open;
      this.at(".dc-compared").innerHTML = compared ? this.item.compared : "";
      const criteria = this.at(".dc-criteria");
      if (criteria) criteria.hidden = open;
      this.at(".dc-commit").hidden = !open;
      this.at(".dc-again").hidden = open || !compared;
    }

    say(words_, problem = false) {
      const line = escaped(words_);
      this.at(".dc-live").innerHTML = words_ && (problem ? `<div class="dc-problem">${line}</div>` : `<p class="dc-note">${line}</p>`);
    }

    pressed(act) {
      if (act) this[act]();
    }

    compare() {
      const text = this.at("textarea").value.trim();
      if (text.split(/\s+/).filter(Boolean).length < LEAST_WORDS) {
        this.say(words.writeFirst, true);
        this.at("textarea").focus();
        return;
      }
      const last = book.read()[this.name]?.given;
      if (last?.text !== text) book.put(this.name, { given: { text, ticks: null } });
      this.restore();
      this.ticks()[0].focus(); // the button just pressed is gone: keep the keyboard's place
    }

    save() {
      const { text } = book.read()[this.name].given;
      const ticks = this.ticks().filter((tick) => tick.checked).map((tick) => tick.value);
      book.put(this.name, { given: { text, ticks } });
      this.say(this.assessment({ ticks }));
    }

    change() {
      this.show(true, true);
      this.say("");
      this.at("textarea").focus();
    }

    assessment({ ticks }) {
      if (book.broken) return words.unsaved;
      return ticks ? fill(words.assessed, { number: ticks.length, all: this.ticks().length }) : words.compareNow;
    }
  }

  for (const section of document.querySelectorAll(".dc-write")) {
    const writing = new Writing(section);
    document.addEventListener("dosclientes:forgotten", () => writing.restore());
  }
})();
