import * as api from "./api.js";
import { chart, waits } from "./chart.js";
import { Diagram } from "./diagram.js";
import { h, show } from "./dom.js";
import { Flows } from "./flows.js";
import { applied, bySubject, current, failures, processes } from "./run.js";
import * as words from "./words.js";

/** How often what goes on is drawn anew. Milliseconds. */
const PACE = 500;

/** One cluster: its newest run as diagram, table and timeline, what failed and what can be done about it. */
export class ClusterPage {
  #name;
  #tools;
  #cluster = null;
  #run = null;
  #process = null;
  #diagrams = new Map();
  #flows = new Flows();
  #asked = null;
  #stale = false;
  #closed = false;
  #timer;
  #diagram;
  #parts;

  constructor(element, name, tools) {
    this.#name = name;
    this.#tools = tools;
    this.#parts = Object.fromEntries(
      ["head", "questions", "incidents", "tabs", "diagram", "nodes", "timeline", "log"].map((part) => [
        part,
        h("div", { class: part }),
      ]),
    );
    show(element, Object.values(this.#parts));
    this.#diagram = new Diagram(this.#parts.diagram, (steps) => this.#log(steps[0]));
    this.#timer = setInterval(() => this.#tick(), PACE);
  }

  /** Rebuilds all of it from what the server has kept. */
  async refresh() {
    try {
      this.#cluster = await this.#tools.attempt(() => api.cluster(this.#name));
      const newest = (await this.#tools.attempt(() => api.runs(this.#name)))?.[0];
      this.#run = newest ? await this.#tools.attempt(() => api.run(newest)) : null;
    } catch (error) {
      if (error.status === 404) {
        show(this.#parts.head, h("h1", {}, this.#name), h("p", {}, "This cluster is not there any more."));
        this.#run = null;
      }
      return;
    }
    if (!this.#closed) {
      this.#draw();
    }
  }

  heard(kind, event) {
    if (event.cluster !== this.#name) {
      return;
    }
    if (kind !== "step" || event.instance !== this.#run?.id) {
      this.refresh();
      return;
    }
    this.#run = applied(this.#run, event);
    this.#stale = true;
    if (event.kind === "FAILED") {
      this.#tools.announce(`${event.title} failed: ${event.message ?? ""}`);
    }
  }

  close() {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#diagram.close();
  }

  #tick() {
    if (this.#run && (this.#stale || !this.#run.ended)) {
      this.#stale = false;
      this.#draw();
    }
  }

  #draw() {
    this.#head();
    if (!this.#run) {
      return;
    }
    this.#questions();
    this.#incidents();
    this.#tabs();
    this.#nodes();
    this.#timeline();
    this.#diagram.update(this.#run);
  }

  #head() {
    const { phase, version, launcher } = this.#cluster;
    const run = this.#run;
    const working = run?.state === "running";
    show(
      this.#parts.head,
      h("h1", {}, this.#name),
      h("span", { class: `phase phase-${phase}` }, phase),
      h("span", {}, [version, launcher].filter(Boolean).join(" · ")),
      run && h("span", { class: "operation" }, `${words.process(run.process)}: ${run.state}`),
      working && this.#button("interrupt", "Stop", () => api.interrupt(run)),
      run?.state === "interrupted" && this.#button("go-on", "Go on", () => api.retry(run)),
      ["running", "interrupted", "waiting"].includes(run?.state) && this.#button("cancel", "Cancel", () => api.cancel(run)),
    );
  }

  #questions() {
    const run = this.#run;
    show(
      this.#parts.questions,
      (run.questions ?? []).map((question) => {
        const key = `${question.step}-${question.node ?? ""}`;
        return h(
          "section",
          { class: "question", "aria-label": "What is asked" },
          h("h2", {}, words.named(question)),
          h("pre", {}, question.question ?? ""),
          h(
            "p",
            {},
            this.#button(`approve-${key}`, "Approve", () => api.answer(run, question, true)),
            this.#button(`reject-${key}`, "Reject", () => api.answer(run, question, false)),
          ),
        );
      }),
    );
  }

  #incidents() {
    const failed = failures(this.#run);
    show(
      this.#parts.incidents,
      failed.length > 0 &&
        h(
          "section",
          { class: "incident", "aria-label": "What failed" },
          failed.map((step) => [
            h("h2", {}, `${words.named(step)} failed`),
            h("pre", {}, step.attempts.at(-1)?.message ?? ""),
            this.#logButton(step, "incident"),
          ]),
          h(
            "p",
            {},
            this.#button("retry", "Retry", () => api.retry(this.#run)),
            this.#button("give-up", "Cancel", () => api.cancel(this.#run)),
          ),
        ),
    );
  }

  #button(key, label, work) {
    const press = async (event) => {
      event.target.disabled = true;
      try {
        await this.#tools.attempt(work);
        this.#tools.announce(`${label}: asked for`);
      } catch {
        // Told already; what is shown is what is true.
      }
      this.refresh();
    };
    return h("button", { type: "button", "data-key": key, onclick: press }, label);
  }

  #tabs() {
    const all = processes(this.#run);
    this.#process = all.includes(this.#process) ? this.#process : all[0];
    const choose = (process) => {
      this.#process = process;
      this.#draw();
    };
    show(
      this.#parts.tabs,
      h(
        "div",
        { role: "tablist", "aria-label": "Processes" },
        all.map((process) =>
          h(
            "button",
            {
              type: "button",
              role: "tab",
              "data-key": `tab-${process}`,
              "aria-selected": String(process === this.#process),
              onclick: () => choose(process),
            },
            words.process(process),
          ),
        ),
      ),
    );
    all.forEach((process) => this.#xml(process).catch(() => this.#diagrams.delete(this.#key(process))));
    this.#openDiagram();
  }

  #key(process) {
    return `${this.#run.id}/${process}`;
  }

  /** The process as this run has it, fetched once. */
  #xml(process) {
    const key = this.#key(process);
    if (!this.#diagrams.has(key)) {
      const fetched = this.#tools.attempt(() => api.diagram(this.#run, process));
      this.#diagrams.set(
        key,
        fetched.then(async (xml) => {
          await this.#flows.add(xml);
          return xml;
        }),
      );
    }
    return this.#diagrams.get(key);
  }

  async #openDiagram() {
    const wanted = this.#key(this.#process);
    if (wanted === this.#asked) {
      return;
    }
    this.#asked = wanted;
    const process = this.#process;
    try {
      const xml = await this.#xml(process);
      if (xml && wanted === this.#asked && !this.#closed) {
        await this.#diagram.open(process, xml);
        this.#diagram.update(this.#run);
      }
    } catch {
      this.#asked = null;
    }
  }

  #nodes() {
    const rows = [...bySubject(this.#run)].map(([key, steps]) => {
      const at = current(steps);
      const attempt = at.attempts.at(-1);
      const done = steps.filter((step) => step.state === "done").length;
      return h(
        "tr",
        {},
        h("th", { scope: "row" }, words.subject(key)),
        h("td", {}, at.title),
        h("td", {}, h("span", { class: `state is-${at.state}` }, words.state(at.state))),
        h("td", { class: "number" }, attempt?.attempt ?? ""),
        h("td", { class: "number" }, words.millis(attempt?.duration_millis ?? since(attempt))),
        h("td", { class: "number" }, `${done}/${steps.length}`),
        h("td", {}, this.#logButton(at, "row")),
      );
    });
    show(
      this.#parts.nodes,
      h("h2", {}, "Nodes"),
      h(
        "div",
        { class: "wide", "data-scroll": "nodes" },
        h(
          "table",
          {},
          h(
            "thead",
            {},
            h("tr", {}, ["", "Step", "State", "Attempt", "Time", "Done", "Log"].map((name) => h("th", { scope: "col" }, name))),
          ),
          h("tbody", {}, rows),
        ),
      ),
    );
  }

  #logButton(step, where) {
    return h(
      "button",
      {
        type: "button",
        "data-key": `log-${where}-${step.process}-${step.step}-${step.node ?? ""}`,
        "aria-label": `Log of ${words.named(step)}`,
        onclick: () => this.#log(step),
      },
      "Log",
    );
  }

  #timeline() {
    const now = Date.now();
    const longest = waits(this.#run, this.#flows, now);
    show(
      this.#parts.timeline,
      h("h2", {}, "Timeline"),
      chart(this.#run, this.#flows, now, (step) => this.#log(step)),
      longest.length > 0 &&
        h("details", { "data-key": "waits", open: this.#waitsOpen() }, h("summary", {}, "Longest waits"), h("ul", {}, longest.map((line) => h("li", {}, line)))),
    );
  }

  #waitsOpen() {
    return this.#parts.timeline.querySelector("details")?.open ?? false;
  }

  async #log(step) {
    const close = h("button", { type: "button", onclick: () => dialog.close() }, "Close");
    const text = h("pre", { tabindex: "0" }, "…");
    const dialog = h(
      "dialog",
      { "aria-label": `Log of ${words.named(step)}`, onclose: () => dialog.remove() },
      h("h2", {}, words.named(step)),
      h(
        "ol",
        {},
        step.attempts.map((one) =>
          h("li", { value: one.attempt }, `${words.state(one.state)} ${words.millis(one.duration_millis)} ${one.message ?? ""}`),
        ),
      ),
      text,
      close,
    );
    this.#parts.log.append(dialog);
    dialog.showModal();
    try {
      text.textContent = (await this.#tools.attempt(() => api.log(this.#run, step))) || "This step wrote nothing.";
    } catch (error) {
      text.textContent = error.message;
    }
  }
}

function since(attempt) {
  return attempt?.state === "started" ? Date.now() - Date.parse(attempt.started) : null;
}
