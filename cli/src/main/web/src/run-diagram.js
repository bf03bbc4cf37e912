import * as api from "./api.js";
import { Diagram } from "./diagram.js";
import { h, show } from "./dom.js";
import { Flows } from "./flows.js";
import { processes } from "./run.js";
import * as words from "./words.js";

/** How long to wait before fetching again what could not be fetched. Milliseconds. */
const AGAIN = 5000;

/** The processes of a run, as the run has them: one of them as a diagram, the others behind tabs. */
export class RunDiagram {
  /** What follows what in all of them, as far as they are fetched. */
  flows = new Flows();
  #tabs;
  #tools;
  #diagram;
  #run = null;
  #nodes = [];
  #process = null;
  #fetched = new Map();
  #asked = null;
  #closed = false;

  /**
   * @param tabs the element that it fills with the tabs
   * @param drawing the element that it fills with the diagram
   * @param chosen called with the steps that an element stands for when that is chosen
   */
  constructor(tabs, drawing, tools, chosen) {
    this.#tabs = tabs;
    this.#tools = tools;
    this.#diagram = new Diagram(drawing, { steps: chosen, process: (process) => this.#choose(process) });
  }

  draw(run, nodes) {
    this.#run = run;
    this.#nodes = nodes;
    const all = processes(run);
    this.#process = all.includes(this.#process) ? this.#process : all[0];
    show(
      this.#tabs,
      h("div", { role: "tablist", "aria-label": "Processes" }, all.map((process) => this.#tab(process))),
    );
    all.forEach((process) => this.#xml(process).catch(() => null));
    this.#open();
    this.#diagram.update(run, nodes);
  }

  close() {
    this.#closed = true;
    this.#diagram.close();
  }

  #tab(process) {
    return h(
      "button",
      {
        type: "button",
        role: "tab",
        "data-key": `tab-${process}`,
        "aria-selected": String(process === this.#process),
        onclick: () => this.#choose(process),
      },
      words.process(process),
    );
  }

  #choose(process) {
    this.#process = process;
    this.draw(this.#run, this.#nodes);
  }

  #key(process) {
    return `${this.#run.id}/${process}`;
  }

  /** The process as this run has it, fetched once. */
  #xml(process) {
    const key = this.#key(process);
    if (!this.#fetched.has(key)) {
      const fetched = this.#fetch(process);
      this.#fetched.set(key, fetched);
      fetched.catch(() => setTimeout(() => this.#fetched.delete(key), AGAIN));
    }
    return this.#fetched.get(key);
  }

  async #fetch(process) {
    const xml = await this.#tools.attempt(() => api.diagram(this.#run, process));
    await this.flows.add(xml);
    return xml;
  }

  async #open() {
    const process = this.#process;
    const wanted = this.#key(process);
    if (wanted === this.#asked) {
      return;
    }
    this.#asked = wanted;
    try {
      const xml = await this.#xml(process);
      if (wanted === this.#asked && !this.#closed) {
        await this.#diagram.open(process, xml);
        this.#diagram.update(this.#run, this.#nodes);
      }
    } catch {
      this.#asked = null;
    }
  }
}
