// Exercises of a page: an answer is committed with a confidence, explained, and kept in this browser alone.
"use strict";
(() => {
  const { words, items } = window.dosclientes;
  const { fill } = dcScore;
  const { book, escaped } = window.dosclientes;

  const folded = (title, content) => `<details><summary>${escaped(title)}</summary>${content}</details>`;
  const list = (remarks) => `<ul>${remarks.map(line).join("")}</ul>`;

  function line(remark) {
    const [sign, said] = remark.right ? ["✓", words.good] : ["✗", words.bad];
    const name = remark.name ? `<em>${remark.name}</em> ` : "";
    return `<li><span role="img" aria-label="${escaped(said)}">${sign}</span> ${name}${remark.why}</li>`;
  }

  function explained(remarks) {
    if (remarks.length === 1) return remarks[0].block ?? `<p>${remarks[0].why}</p>`;
    const [right, wrong] = [remarks.filter((each) => each.right), remarks.filter((each) => !each.right)];
    if (!wrong.length) return list(right);
    return list(wrong) + (right.length ? folded(fill(words.rightAlready, { number: right.length }), list(right)) : "");
  }

  function notes(item, { fraction, remarks }, confidence) {
    const told = [];
    if (fraction < 1 && confidence === "sure") told.push(words.sureButWrong);
    if (fraction === 1 && confidence === "guess") told.push(words.guessedRight);
    if (fraction < 1) told.push(...new Set(remarks.map((each) => each.slip).filter(Boolean)), item.readOn);
    return told.map((each) => `<p class="dc-note">${each}</p>`).join("");
  }

  function others(key, { fraction, remarks }) {
    if (fraction < 1 || !key.options) return "";
    const told = remarks.map((remark) => remark.part);
    const rest = Object.values(key.options).filter((option) => !told.includes(option.part));
    return rest.length ? folded(words.others, list(rest.map((option) => ({ ...option, right: false })))) : "";
  }

  function feedback(item, key, score, confidence) {
    const [sign, css] = score.fraction === 1 ? ["✓", "dc-right"] : ["✗", "dc-wrong"];
    const verdict = score.fraction === 1 ? words.right : score.fraction > 0 ? words.partly : words.wrong;
    return (
      `<div class="dc-feedback ${css}"><p class="dc-verdict"><span aria-hidden="true">${sign}</span> ${escaped(verdict)}</p>` +
      `${explained(score.remarks)}${notes(item, score, confidence)}${others(key, score)}</div>`
    );
  }

  // How each kind of form is read, and an answer shown in it again
  const forms = {
    choice: {
      read: (form) => form.querySelector(".dc-form input:checked")?.value ?? "",
      show: (form, response) => forms.multi.show(form, [response]),
    },
    multi: {
      read: (form) => [...form.querySelectorAll(".dc-form input:checked")].map((tick) => tick.value),
      show(form, response) {
        for (const tick of form.querySelectorAll(".dc-form input")) tick.checked = response.includes(tick.value);
      },
    },
    classify: {
      read: (form) => Object.fromEntries([...form.querySelectorAll("select")].map((menu) => [menu.dataset.case, menu.value])),
      show(form, response) {
        for (const menu of form.querySelectorAll("select")) menu.value = response[menu.dataset.case] ?? "";
      },
    },
    order: {
      read: (form) => (form.dataset.order ? form.dataset.order.split(" ") : []),
      show(form, response) {
        form.dataset.order = response.join(" ");
        for (const step of form.querySelectorAll(".dc-step")) {
          const place = response.indexOf(step.dataset.step);
          step.setAttribute("aria-pressed", String(place >= 0));
          step.querySelector(".dc-place").textContent = place < 0 ? "" : `${place + 1}. `;
        }
      },
    },
    number: {
      read: (form) => form.querySelector("input").value,
      show(form, response) {
        form.querySelector("input").value = response;
      },
    },
  };
  forms.match = forms.classify;

  class Exercise {
    constructor(section, number) {
      this.number = number;
      this.section = section;
      this.item = items[section.dataset.item];
      this.name = section.dataset.name;
      this.first = section.innerHTML;
      this.hints = 0;
      section.classList.add("dc-ready");
      section.addEventListener("click", (event) => this.pressed(event.target.closest("button")));
      section.addEventListener("submit", (event) => event.preventDefault());
      this.restore();
    }

    get form() {
      return this.section.querySelector("form");
    }

    get key() {
      return this.item.versions[this.version].key;
    }

    restore() {
      const last = book.read()[this.name];
      this.tries = last?.tries ?? 0;
      this.ask(last?.version in this.item.versions ? last.version : 0);
      if (!last) return;
      try {
        forms[this.item.kind].show(this.form, last.given);
        this.answer(last.confidence, false);
      } catch {
        this.ask(0); // an answer to what the exercise no longer asks
      }
    }

    ask(version) {
      const drawn = this.item.versions[version].form?.replaceAll("%NAME%", `q${this.number}v${version}`);
      if (this.version !== version) this.section.innerHTML = drawn ?? this.first;
      this.version = version;
      this.hints = 0;
      this.open(true);
    }

    open(open) {
      for (const field of this.form.querySelectorAll(".dc-form :is(input, select, button)")) field.disabled = !open;
      this.form.querySelector(".dc-commit").hidden = !open;
      this.form.querySelector(".dc-again").hidden = open;
      this.hint(0, !open);
      if (open) this.say("");
    }

    say(content) {
      this.form.querySelector(":scope > .dc-live").innerHTML = content;
    }

    pressed(button) {
      if (!button || button.disabled) return;
      if (button.dataset.confidence) this.answer(button.dataset.confidence, true);
      else if (button.dataset.step) this.step(button.dataset.step);
      else if (button.matches(".dc-more")) this.hint(1);
      else if (button.closest(".dc-again")) this.again();
    }

    step(name) {
      const order = forms.order.read(this.form);
      const changed = order.includes(name) ? order.filter((each) => each !== name) : [...order, name];
      forms.order.show(this.form, changed);
      const left = this.key.steps.length - changed.length;
      this.say(changed.length && left ? `<p class="dc-note">${fill(words.leftToPlace, { number: left })}</p>` : "");
    }

    hint(more, closed = false) {
      const place = this.form.querySelector(".dc-hints");
      if (!place) return;
      const { hints } = this.item;
      this.hints = Math.min(hints.length, this.hints + more);
      place.hidden = closed;
      const told = hints.slice(0, this.hints).map((each) => `<li>${each}</li>`).join("");
      place.querySelector(".dc-told").innerHTML = told && `<ul class="dc-rungs">${told}</ul><p class="dc-note">${words.hintCost}</p>`;
      const button = place.querySelector(".dc-more");
      const next = Math.min(this.hints + 1, hints.length);
      button.textContent = fill(words.hint, { n: next, all: hints.length });
      button.hidden = this.hints === hints.length;
      const [sure, fairly] = this.form.querySelectorAll("[data-confidence]");
      sure.hidden = this.hints > 0; // what it costs to look at a hint
      if (more && button.hidden) fairly.focus(); // the button just pressed is gone: keep the keyboard's place
    }

    answer(confidence, isNew) {
      const { kind } = this.item;
      const given = forms[kind].read(this.form);
      let score;
      try {
        score = dcScore.score(kind, this.key, dcScore.check(kind, this.key, given, words), words);
      } catch (error) {
        if (!(error instanceof dcScore.Incomplete && isNew)) throw error;
        this.say(`<div class="dc-problem">${escaped(error.message)}</div>`);
        return;
      }
      if (isNew) {
        this.tries += 1;
        book.put(this.name, { given, confidence, version: this.version, tries: this.tries, hints: this.hints });
      }
      this.open(false);
      const problem = isNew && book.broken ? `<div class="dc-problem">${escaped(words.unsaved)}</div>` : "";
      this.say(problem + feedback(this.item, this.key, score, confidence));
      if (isNew) this.form.querySelector(".dc-again button").focus();
    }

    again() {
      const before = this.version;
      const given = forms[this.item.kind].read(this.form);
      this.ask(this.tries % this.item.versions.length);
      if (this.version === before) {
        this.shuffle();
        forms[this.item.kind].show(this.form, given);
      }
      this.form.querySelector(".dc-form :is(input, select, button)").focus();
    }

    // The same in another order: places are drawn anew
    shuffle() {
      const parts = [...this.form.querySelectorAll("[data-part]")];
      const parent = parts[0]?.parentNode;
      for (let last = parts.length - 1; last > 0; last -= 1) {
        const other = Math.floor(Math.random() * (last + 1));
        [parts[last], parts[other]] = [parts[other], parts[last]];
      }
      parent?.append(...parts);
    }

    forget() {
      this.tries = 0;
      this.version = undefined;
      this.ask(0);
    }
  }

  for (const [number, section] of document.querySelectorAll(".dc-exercise:not(.dc-write)").entries()) {
    const exercise = new Exercise(section, number);
    document.addEventListener("dosclientes:forgotten", () => exercise.forget());
  }
})();
