// The diagram of a process with the state of its steps on it.

import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import { h } from "./dom.js";
import { STATES, ofDiagram } from "./run.js";

export class Diagram {
  #viewer;
  #process = null;
  #shown = new Map();
  #chosen;

  /**
   * @param element which it fills
   * @param chosen called with the steps that an element of the diagram stands for, when it is clicked
   */
  constructor(element, chosen) {
    this.#chosen = chosen;
    this.#viewer = new NavigatedViewer({ container: element });
    this.#viewer.on("element.click", ({ element: one }) => {
      const seen = this.#shown.get(one.id);
      if (seen) {
        this.#chosen(seen.steps);
      }
    });
  }

  /** @param xml of the process */
  async open(process, xml) {
    await this.#viewer.importXML(xml);
    this.#process = process;
    this.#shown = new Map();
    this.fit();
  }

  fit() {
    this.#viewer.get("canvas").zoom("fit-viewport", "auto");
  }

  /** Colours the steps as they are in the run. */
  update(run) {
    if (this.#process === null) {
      return;
    }
    const canvas = this.#viewer.get("canvas");
    const overlays = this.#viewer.get("overlays");
    const registry = this.#viewer.get("elementRegistry");
    const wanted = ofDiagram(run, this.#process);
    this.#calls(run, registry, wanted);
    for (const [id, seen] of wanted) {
      const before = this.#shown.get(id);
      if (!registry.get(id) || (before && before.state === seen.state && before.done === seen.done && before.all === seen.all)) {
        continue;
      }
      STATES.forEach((state) => canvas.removeMarker(id, `is-${state}`));
      canvas.addMarker(id, `is-${seen.state}`);
      overlays.remove({ element: id });
      if (seen.state === "started" || seen.all > 1) {
        overlays.add(id, {
          position: { top: -12, right: 24 },
          html: h("span", { class: `token is-${seen.state}` }, seen.all > 1 ? `${seen.done}/${seen.all}` : "●"),
        });
      }
    }
    this.#shown = wanted;
  }

  /** A call of another process is in the state of that process's steps. */
  #calls(run, registry, wanted) {
    registry
      .filter((element) => element.type === "bpmn:CallActivity")
      .forEach((element) => {
        const seen = [...ofDiagram(run, element.businessObject.calledElement).values()];
        // The same process may be called from several places; then its steps do not tell from which.
        if (seen.length > 0 && this.#callers(registry, element) === 1) {
          const steps = seen.flatMap((one) => one.steps);
          const states = STATES.filter((state) => seen.some((one) => one.state === state));
          const nodes = new Set(steps.map((step) => step.node));
          const done = [...nodes].filter((node) =>
            steps.filter((step) => step.node === node).every((step) => step.state === "done"),
          );
          wanted.set(element.id, { state: states[0], done: done.length, all: nodes.size, steps });
        }
      });
  }

  #callers(registry, element) {
    const called = element.businessObject.calledElement;
    return registry.filter((one) => one.type === "bpmn:CallActivity" && one.businessObject.calledElement === called)
      .length;
  }

  close() {
    this.#viewer.destroy();
  }
}
