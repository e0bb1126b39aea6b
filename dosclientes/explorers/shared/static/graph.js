// Draws a graph of boxes and arrows whose parts are real buttons. What a press means is decided in Python
// (graph.py): this file draws the state it is given, and reports presses, drags and the arrow keys' moves.
const SVG = "http://www.w3.org/2000/svg";
const FONT = 15;
const SIDES = ["internal", "external", "neutral"];

function draw(name, attributes = {}, parent = null, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  parent?.append(node);
  return node;
}

function wrap(text, width, size) {
  const fitting = Math.max(5, Math.floor(width / (size * 0.52)));
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= fitting) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

// Lines of text centred at a point; each is [text, size, css class]
function write(parent, x, y, lines) {
  const heights = lines.map(([, size]) => size * 1.25);
  let top = y - heights.reduce((sum, each) => sum + each, 0) / 2;
  lines.forEach(([text, size, css], number) => {
    const middle = top + heights[number] / 2;
    draw("text", { x, y: middle, "font-size": size, class: css, "text-anchor": "middle", "dominant-baseline": "central" }, parent, text);
    top += heights[number];
  });
}

const side = (thing) => (SIDES.includes(thing.side) ? thing.side : "neutral");

// Where the line from a box's centre towards a point leaves the box
function border(node, towards, gap) {
  const [dx, dy] = [towards.x - node.x, towards.y - node.y];
  const reach = Math.min((node.width / 2 + gap) / Math.abs(dx || 1e-9), (node.height / 2 + gap) / Math.abs(dy || 1e-9));
  return { x: node.x + dx * Math.min(1, reach), y: node.y + dy * Math.min(1, reach) };
}

function geometry(edge, nodes, edges) {
  const [from, to] = [nodes.get(edge.source), nodes.get(edge.target)];
  const back = edges.some((other) => other.source === edge.target && other.target === edge.source);
  const bend = edge.bend ?? (back ? 46 : 0);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = Math.hypot(dx, dy) || 1;
  const control = { x: (from.x + to.x) / 2 - (dy / long) * bend, y: (from.y + to.y) / 2 + (dx / long) * bend };
  const [start, end] = [border(from, bend ? control : to, 2), border(to, bend ? control : from, 5)];
  const middle = bend
    ? { x: (start.x + 2 * control.x + end.x) / 4, y: (start.y + 2 * control.y + end.y) / 4 }
    : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return { path: `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`, middle };
}

// The lines that hold a boundary's parts together: each box is tied to the nearest one already tied
function ties(points) {
  const [first, ...rest] = points;
  const tied = first ? [first] : [];
  const lines = [];
  while (rest.length) {
    let best = [Infinity];
    for (const one of tied) {
      for (const other of rest) {
        const apart = Math.hypot(one.x - other.x, one.y - other.y);
        if (apart < best[0]) best = [apart, one, other];
      }
    }
    lines.push([best[1], best[2]]);
    tied.push(...rest.splice(rest.indexOf(best[2]), 1));
  }
  return lines;
}

class View {
  constructor(drawing, send, el) {
    this.drawing = drawing;
    this.send = send;
    this.parts = new Map(); // id -> its <g>, kept over redrawing so that the keyboard keeps its place
    this.svg = draw("svg", { class: "dc-graph", role: "group" });
    this.name = `dc-graph-${crypto.randomUUID()}`;
    const defs = draw("defs", {}, this.svg);
    for (const each of SIDES) {
      const head = draw("marker", { id: `${this.name}-${each}`, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, defs);
      head.setAttribute("markerWidth", 13);
      head.setAttribute("markerHeight", 13);
      draw("path", { d: "M0 0 10 5 0 10z", class: `dc-head dc-${each}` }, head);
    }
    [this.back, this.lines, this.boxes] = ["dc-areas", "dc-edges", "dc-nodes"].map((css) => draw("g", { class: css }, this.svg));
    this.svg.addEventListener("pointerdown", (event) => this.grab(event));
    this.svg.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) this.svg.addEventListener(end, (event) => this.drop(event));
    const frame = document.createElement("div");
    frame.className = "dc-graph-frame";
    frame.append(this.svg);
    el.append(frame);
    this.redraw();
  }

  redraw() {
    this.state = this.drawing.get("state");
    const get = (trait) => this.state[trait];
    this.nodes = new Map(get("nodes").map((node) => [node.id, { width: 132, height: 58, ...node }]));
    this.edges = get("edges");
    this.inside = new Set(get("inside"));
    this.svg.setAttribute("viewBox", `0 0 ${get("width")} ${get("height")}`);
    this.svg.setAttribute("aria-label", get("label"));
    this.svg.style.maxWidth = `${get("width")}px`;
    this.svg.style.minWidth = `${Math.round(get("width") * 0.6)}px`;
    this.places = new Map();
    this.ground();
    for (const edge of this.edges) this.edge(edge);
    for (const node of this.nodes.values()) this.node(node);
    for (const [id, part] of this.parts) {
      if (!this.places.has(id)) {
        part.remove();
        this.parts.delete(id);
      }
    }
    this.rove();
  }

  ground(pointer = null) {
    this.back.replaceChildren();
    for (const area of this.state.areas) {
      const { x, y, width, height } = area;
      draw("rect", { x, y, width, height, rx: 14, class: `dc-area dc-${side(area)}` }, this.back);
      draw("text", { x: x + 14, y: y + 20, "font-size": FONT, class: "dc-area-name" }, this.back, area.label ?? "");
    }
    if (this.state.mode !== "inside") return;
    const held = [...this.inside].map((id) => this.nodes.get(id)).filter(Boolean);
    const points = pointer ? [...held, { x: pointer.x, y: pointer.y, width: 10, height: 10 }] : held;
    for (const css of ["dc-skin", "dc-flesh"]) {
      for (const [a, b] of ties(points)) draw("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, class: `${css} dc-tie` }, this.back);
      for (const { x, y, width, height } of points) {
        draw("rect", { x: x - width / 2 - 8, y: y - height / 2 - 8, width: width + 16, height: height + 16, rx: 14, class: css }, this.back);
      }
    }
  }

  // The <g> of a part, made once: a button if pressing it means something, otherwise a picture with a name
  part(id, layer, name, { button, pressed, css, place }) {
    let part = this.parts.get(id);
    if (!part) {
      part = draw("g", { "data-id": id, "data-lm-suppress-shortcuts": "true" }, layer);
      part.addEventListener("click", () => this.press(id));
      part.addEventListener("keydown", (event) => this.key(event, id));
      part.addEventListener("focus", () => this.rove(id));
      this.parts.set(id, part);
    }
    part.setAttribute("class", `${css}${button ? " dc-press" : ""}${pressed ? " dc-pressed" : ""}`);
    part.setAttribute("role", button ? "button" : "img");
    part.setAttribute("aria-label", name);
    if (button) part.setAttribute("aria-pressed", String(pressed));
    else part.removeAttribute("aria-pressed");
    this.places.set(id, { ...place, button });
    part.replaceChildren();
    return part;
  }

  node(node) {
    const { id, x, y, width, height } = node;
    const [mode, selected] = [this.state.mode, this.state.selected];
    const part = this.part(id, this.boxes, node.says || [node.label, node.note].filter(Boolean).join(": "), {
      button: !node.fixed,
      pressed: mode === "inside" ? this.inside.has(id) : selected === id,
      css: `dc-node dc-${side(node)}`,
      place: { x, y },
    });
    const corner = { x: x - width / 2, y: y - height / 2 };
    draw("rect", { x: corner.x - 5, y: corner.y - 5, width: width + 10, height: height + 10, rx: 12, class: "dc-ring" }, part);
    draw("rect", { ...corner, width, height, rx: 8, class: "dc-shape" }, part);
    const lines = wrap(node.label, width - 14, FONT).map((line) => [line, FONT, ""]);
    for (const line of wrap(node.note ?? "", width - 10, 13)) lines.push([line, 13, "dc-remark"]);
    write(part, x, y, lines);
  }

  edge(edge) {
    const { path, middle } = geometry(edge, this.nodes, this.edges);
    const ends = `${this.nodes.get(edge.source).label} → ${this.nodes.get(edge.target).label}`;
    const part = this.part(edge.id, this.lines, edge.says || [ends, edge.label].filter(Boolean).join(": "), {
      button: this.state.press_edges && !edge.fixed,
      pressed: this.state.selected === edge.id,
      css: `dc-edge dc-${side(edge)}`,
      place: middle,
    });
    draw("path", { d: path, class: "dc-grip" }, part);
    draw("path", { d: path, class: "dc-line", "marker-end": `url(#${this.name}-${side(edge)})` }, part);
    const at = { x: middle.x + (edge.dx ?? 0), y: middle.y + (edge.dy ?? 0) };
    const lines = wrap(edge.label ?? "", edge.room ?? 110, 13).map((line) => [line, 13, "dc-name"]);
    const [wide, high] = [Math.max(16, ...lines.map(([line]) => line.length * 7)) + 8, Math.max(1, lines.length) * 17 + 6];
    draw("rect", { x: at.x - wide / 2, y: at.y - high / 2, width: wide, height: high, rx: 6, class: "dc-ring" }, part);
    write(part, at.x, at.y, lines);
  }

  // One stop for the Tab key; the arrow keys lead on from there
  rove(id = null) {
    const buttons = [...this.places].filter(([, place]) => place.button).map(([each]) => each);
    const now = [id, this.stop, this.state.selected, ...this.nodes.keys(), ...buttons].find((each) => buttons.includes(each));
    this.stop = now;
    for (const [each, part] of this.parts) {
      if (buttons.includes(each)) part.setAttribute("tabindex", each === now ? "0" : "-1");
      else part.removeAttribute("tabindex");
    }
  }

  key(event, id) {
    const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (way) this.parts.get(this.nearest(id, way))?.focus();
    else if (event.key === "Enter" || event.key === " ") this.press(id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  nearest(id, [dx, dy]) {
    const here = this.places.get(id);
    let best = [Infinity, id];
    for (const [other, place] of this.places) {
      const along = (place.x - here.x) * dx + (place.y - here.y) * dy;
      const aside = Math.abs((place.x - here.x) * dy) + Math.abs((place.y - here.y) * dx);
      if (other !== id && place.button && along > 1 && along + 2 * aside < best[0]) best = [along + 2 * aside, other];
    }
    return best[1];
  }

  press(id) {
    if (this.dragged) return; // the click that ends a drag
    if (this.places.get(id)?.button) this.send({ press: id });
  }

  at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
    const found = [...this.nodes.values()].find(
      ({ x, y, width, height }) => Math.abs(point.x - x) <= width / 2 && Math.abs(point.y - y) <= height / 2,
    );
    return { point, id: found?.id };
  }

  grab(event) {
    const mode = this.state.mode;
    this.dragged = false;
    if (event.button !== 0 || mode === "choose") return;
    const { point, id } = this.at(event);
    const within = id ? this.inside.has(id) : event.target.matches(".dc-skin, .dc-flesh");
    this.held = { mode, id, point, within };
  }

  drag(event) {
    if (!this.held) return;
    const { point, id } = this.at(event);
    if (Math.hypot(point.x - this.held.point.x, point.y - this.held.point.y) > 8) this.dragged = true;
    if (!this.dragged) return;
    if (!this.svg.hasPointerCapture(event.pointerId)) this.svg.setPointerCapture(event.pointerId);
    if (this.held.mode === "inside") {
      // pushing from inside takes in the boxes the pointer meets, pushing from outside puts them out
      this.ground(this.held.within ? point : null);
      if (id && id !== this.held.last && id !== this.held.id && this.places.get(id).button && this.inside.has(id) !== this.held.within) {
        this.held.last = id;
        this.send({ put: id, inside: this.held.within });
      }
    }
  }

  drop(event) {
    const { held } = this;
    this.held = null;
    if (!held || !this.dragged) return;
    const { id } = this.at(event);
    if (held.mode === "connect" && held.id && id && id !== held.id) this.send({ connect: [held.id, id] });
    this.ground();
    setTimeout(() => {
      this.dragged = false;
    });
  }
}

// Draw what a model's `state` says, now and whenever it changes; `send` reports what is pressed. Returns what ends it.
export function show(drawing, send, el) {
  const view = new View(drawing, send, el);
  const again = () => view.redraw();
  const focus = (message) => message.focus && view.parts.get(message.focus)?.focus();
  drawing.on("change:state", again);
  drawing.on("msg:custom", focus);
  return () => {
    drawing.off("change:state", again);
    drawing.off("msg:custom", focus);
  };
}

export default {
  async render({ model, el }) {
    const drawing = await model.widget_manager.get_model(model.get("drawing").replace("IPY_MODEL_", ""));
    return show(drawing, (message) => model.send(message), el);
  },
};
