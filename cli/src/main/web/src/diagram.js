// The diagram of a process with the state of its steps on it.

import Viewer from "bpmn-js/lib/Viewer";
import MoveCanvasModule from "diagram-js/lib/navigation/movecanvas";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { isFor } from "./calls.js";
import { h, pressed } from "./dom.js";
import { STATES, ofCall, ofDiagram } from "./run.js";
import * as words from "./words.js";

/** By how much a press of a button makes it larger or smaller. */
const ZOOM = 1.3;

/** At a smaller scale nothing can be read any more: rather a part of it is shown, the one where something happens. */
const READABLE = 0.38;

/** What fits is drawn so much smaller that it does not touch the border. */
const BORDERED = 0.96;

/** What is left free around the drawing, in pixels of the screen. */
const MARGIN = 60;

export class Diagram {
  #viewer;
  #process = null;
  #shown = new Map();
  #chosen;
  #element;
  #moved = false;

  /**
   * @param element which it fills
   * @param chosen what is done when an element of the diagram is chosen: `steps` is called with the steps it stands for,
   *   `process` with the process that it calls
   */
  constructor(element, chosen) {
    this.#chosen = chosen;
    this.#element = element;
    // Whoever moves it looks at something: then it does not follow what happens any more.
    element.addEventListener("pointerdown", () => (this.#moved = true));
    // The wheel scrolls the page, as everywhere on it.
    this.#viewer = new Viewer({ container: element, additionalModules: [MoveCanvasModule] });
    this.#viewer.on("element.click", ({ element: one }) => this.#choose(one));
    element.append(
      h(
        "div",
        { class: "zoom" },
        h("button", { type: "button", "aria-label": "Larger", onclick: () => this.#zoom(ZOOM) }, "+"),
        h("button", { type: "button", "aria-label": "Smaller", onclick: () => this.#zoom(1 / ZOOM) }, "−"),
        h("button", { type: "button", onclick: () => this.fit() }, "Fit"),
      ),
    );
  }

  #choose(element) {
    if (element.type === "bpmn:CallActivity" && this.#shown.has(element.id)) {
      this.#chosen.process(element.businessObject.calledElement);
    } else if (this.#shown.has(element.id)) {
      this.#chosen.steps(this.#shown.get(element.id).steps);
    }
  }

  #zoom(by) {
    const canvas = this.#viewer.get("canvas");
    canvas.zoom(canvas.zoom() * by);
  }

  /** @param xml of the process */
  async open(process, xml) {
    await this.#viewer.importXML(xml);
    this.#process = process;
    this.#shown = new Map();
    this.#moved = false;
    this.#element.dataset.process = process;
    this.fit();
    const canvas = this.#viewer.get("canvas");
    if (canvas.zoom() < READABLE) {
      canvas.zoom(READABLE, { x: 0, y: canvas.getSize().height / 2 });
    }
  }

  /** Shows all of it, and takes no more room than it needs. */
  fit() {
    const canvas = this.#viewer.get("canvas");
    this.#element.style.height = "";
    canvas.resized();
    canvas.zoom("fit-viewport", "auto");
    const { inner } = canvas.viewbox();
    const height = Math.max(inner.height * Math.max(canvas.zoom(), READABLE) + 2 * MARGIN, 200);
    if (height < canvas.getSize().height) {
      this.#element.style.height = `${Math.round(height)}px`;
      canvas.resized();
      canvas.zoom("fit-viewport", "auto");
    }
    canvas.zoom(canvas.zoom() * BORDERED, "auto");
  }

  /** Moves to where something happens, where not all of it is to be seen. */
  #follow(registry) {
    const canvas = this.#viewer.get("canvas");
    const box = canvas.viewbox();
    if (this.#moved || (box.width >= box.inner.width && box.height >= box.inner.height)) {
      return;
    }
    const known = [...this.#shown].filter(([id]) => registry.get(id));
    const state = STATES.find((one) => known.some(([, seen]) => seen.state === one));
    const at = known.filter(([, seen]) => seen.state === state).map(([id]) => registry.get(id)).at(-1);
    if (at) {
      canvas.viewbox({
        ...box,
        x: along(at.x + at.width / 2, box.width, box.inner.x, box.inner.width),
        y: along(at.y + at.height / 2, box.height, box.inner.y, box.inner.height),
      });
    }
  }

  /**
   * Colours the steps as they are in the run.
   *
   * @param nodes of the cluster: of which of them a call of another process is
   */
  update(run, nodes) {
    if (this.#process === null) {
      return;
    }
    const registry = this.#viewer.get("elementRegistry");
    const wanted = ofDiagram(run, this.#process);
    this.#calls(run, nodes, registry, wanted);
    let changed = false;
    for (const [id, seen] of wanted) {
      const before = this.#shown.get(id);
      if (registry.get(id) && !(before && before.state === seen.state && before.done === seen.done && before.all === seen.all)) {
        this.#mark(registry.get(id), registry.getGraphics(id), seen);
        changed = true;
      }
    }
    this.#shown = wanted;
    if (changed) {
      this.#follow(registry);
    }
  }

  #mark(element, graphics, seen) {
    const canvas = this.#viewer.get("canvas");
    const overlays = this.#viewer.get("overlays");
    STATES.forEach((state) => canvas.removeMarker(element.id, `is-${state}`));
    canvas.addMarker(element.id, `is-${seen.state}`);
    overlays.remove({ element: element.id });
    if (seen.state === "started" || seen.all > 1) {
      overlays.add(element.id, {
        position: { top: -12, right: 24 },
        scale: { min: 0.8 },
        html: h("span", { class: `token is-${seen.state}` }, seen.all > 1 ? `${seen.done}/${seen.all}` : "●"),
      });
    }
    if (!graphics.hasAttribute("tabindex")) {
      graphics.setAttribute("tabindex", "0");
      graphics.setAttribute("role", "button");
      graphics.addEventListener("keydown", pressed(() => this.#choose(element)));
    }
    const name = element.businessObject.name ?? element.id;
    const done = seen.all > 1 ? `, ${seen.done} of ${seen.all} done` : "";
    graphics.setAttribute("aria-label", `${name}: ${words.state(seen.state)}${done}`);
  }

  /** A call of another process is in the state of that process's steps. */
  #calls(run, nodes, registry, wanted) {
    const calls = registry.filter((element) => element.type === "bpmn:CallActivity").map((one) => one.businessObject);
    for (const call of calls) {
      const alone = calls.filter((one) => one.calledElement === call.calledElement).length === 1;
      const seen = ofCall(run, call.calledElement, alone ? () => true : isFor(call, nodes));
      if (seen) {
        wanted.set(call.id, seen);
      }
    }
  }

  close() {
    this.#viewer.destroy();
  }
}

/** Where a window of a width begins that has a place in its middle, and shows nothing beside the drawing. */
function along(place, width, from, length) {
  return width >= length
    ? from + (length - width) / 2
    : Math.min(Math.max(place - width / 2, from - MARGIN), from + length - width + MARGIN);
}
