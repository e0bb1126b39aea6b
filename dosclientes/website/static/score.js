// What a response to an exercise is worth and what is said of it: the same as dosclientes/items/scoring.py, which
// tests compare it with. Pure: nothing here knows of a page. `key` comes from dosclientes/website/exercises.py.
"use strict";
const dcScore = (() => {
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

  class Incomplete extends Error {}

  function number(text, words) {
    let plain = String(text ?? "").replace(/\s+/g, "").replace(/%$/, "");
    if (!plain) throw new Incomplete(words.write);
    if (typeof text === "string" && /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.replace(/\s+/g, "")) && !text.includes(words.decimal)) {
      const [whole, rest] = plain.split(/[.,]/);
      const [many, few] = [`${Number(whole + rest)}`, `${whole}${words.decimal}${rest}`];
      throw new Incomplete(fill(words.twoWays, { text, many, few }));
    }
    const [comma, point] = [plain.lastIndexOf(","), plain.lastIndexOf(".")];
    if (comma > -1 && point > -1) {
      const [thousands, decimal] = comma > point ? [".", ","] : [",", "."];
      plain = plain.replaceAll(thousands, "").replaceAll(decimal, ".");
    } else plain = plain.replaceAll(",", ".");
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) || !Number.isFinite(Number(plain))) {
      throw new Incomplete(fill(words.noNumber, { text }));
    }
    return Number(plain);
  }

  const kinds = {
    choice: {
      check(_key, response, words) {
        if (!response) throw new Incomplete(words.choose);
        return response;
      },
      score(key, response) {
        const chosen = key.options[response];
        return { fraction: chosen.right ? 1 : 0, remarks: [chosen] };
      },
    },
    multi: {
      check(_key, response, words) {
        if (!response.length) throw new Incomplete(words.mark);
        return response;
      },
      score(key, response, words) {
        const marked = Object.entries(key.options).filter(([name]) => response.includes(name)).map(([, option]) => option);
        const wanted = Object.values(key.options).filter((option) => option.right).length;
        const hits = marked.filter((option) => option.right).length;
        const remarks = [...marked];
        if (hits < wanted) remarks.push({ part: "", right: false, why: fill(words.toMark, { number: wanted - hits }) });
        return { fraction: Math.max(0, (hits - (marked.length - hits)) / wanted), remarks };
      },
    },
    classify: {
      check(key, response, words) {
        const missing = Object.keys(key.cases).filter((name) => !response[name]).length;
        if (missing) throw new Incomplete(fill(words.missing, { number: missing }));
        return response;
      },
      score(key, response) {
        const remarks = Object.entries(key.cases).map(([name, labels]) => labels[response[name]]);
        return { fraction: remarks.filter((remark) => remark.right).length / remarks.length, remarks };
      },
    },
    order: {
      check(key, response, words) {
        const all = key.steps.length;
        if (response.length < all) throw new Incomplete(fill(words.allSteps, { done: response.length, all }));
        return response;
      },
      score(key, response) {
        const steps = key.steps.map((step) => step.part);
        const place = (name) => response.indexOf(name);
        const where = steps.findIndex((step, at) => response[at] !== step);
        if (where < 0) return { fraction: 1, remarks: key.steps };
        let [agreeing, pairs] = [0, 0];
        steps.forEach((first, at) => {
          for (const then of steps.slice(at + 1)) [agreeing, pairs] = [agreeing + (place(first) < place(then)), pairs + 1];
        });
        const early = response[where];
        const made = key.wrong.filter((slip) => slip.first === early && place(slip.then) > where);
        made.sort((one, other) => steps.indexOf(one.then) - steps.indexOf(other.then));
        const remark = made[0] ?? { ...key.steps[where], right: false };
        return { fraction: Math.max(0, (2 * agreeing) / pairs - 1), remarks: [remark] };
      },
    },
    number: {
      check: (_key, response, words) => number(response, words),
      score(key, response) {
        const near = ({ value }) => {
          const { absolute, relative } = key.tolerance;
          const allowed = absolute ?? relative * Math.abs(value);
          return Math.abs(response - value) <= allowed + 1e-12 * Math.max(1, Math.abs(value));
        };
        const remark = key.values.find(near) ?? key.otherwise;
        return { fraction: remark.right ? 1 : 0, remarks: [remark] };
      },
    },
  };
  kinds.match = kinds.classify;

  return {
    Incomplete,
    fill,
    // A response in its plain form; throws Incomplete, with what is missing in words
    check: (kind, key, response, words) => kinds[kind].check(key, response, words),
    // {fraction, remarks} of a response that was checked
    score: (kind, key, response, words) => kinds[kind].score(key, response, words),
  };
})();
