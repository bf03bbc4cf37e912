import * as api from "./api.js";
import { chart, waits } from "./chart.js";
import { h, show } from "./dom.js";
import { incident } from "./incident.js";
import { openLog } from "./log-dialog.js";
import { nodesTable } from "./nodes-table.js";
import { questions } from "./questions.js";
import { applied } from "./run.js";
import { RunDiagram } from "./run-diagram.js";
import * as words from "./words.js";

/** How often what goes on is drawn anew. Milliseconds. */
const PACE = 500;

/** One cluster: its newest run as diagram, table and timeline, what failed and what can be done about it. */
export class ClusterPage {
  #name;
  #tools;
  #cluster = null;
  #run = null;
  #refreshing = false;
  #again = false;
  #meanwhile = [];
  #pressed = new Set();
  #stale = false;
  #left = "";
  #wasThere = false;
  #closed = false;
  #timer;
  #diagram;
  #parts;

  constructor(element, name, tools) {
    this.#name = name;
    this.#tools = tools;
    this.#parts = Object.fromEntries(
      ["head", "incidents", "tabs", "diagram", "nodes", "timeline", "log"].map((part) => [
        part,
        h("div", { class: part }),
      ]),
    );
    element.replaceChildren(...Object.values(this.#parts));
    this.#diagram = new RunDiagram(this.#parts.tabs, this.#parts.diagram, tools, (steps) => this.#log(steps));
    this.#timer = setInterval(() => this.#tick(), PACE);
  }

  /** Rebuilds all of it from what the server has kept. */
  async refresh() {
    this.#again = this.#refreshing;
    if (this.#refreshing) {
      return;
    }
    this.#refreshing = true;
    try {
      await this.#fetch();
    } catch (error) {
      if (error.status === 404) {
        this.#gone();
      }
    } finally {
      this.#refreshing = false;
    }
    if (this.#again && !this.#closed) {
      await this.refresh();
    }
  }

  #gone() {
    this.#wasThere ||= Boolean(this.#cluster);
    this.#run = null;
    this.#cluster = null;
    if (!this.#closed) {
      const why = this.#wasThere ? "This cluster is not there any more." : "There is no such cluster yet.";
      show(this.#parts.head, h("h1", {}, this.#name), h("p", {}, why));
      show(this.#parts.incidents);
    }
  }

  /** What is heard while it is fetched may be newer than what is fetched. */
  async #fetch() {
    this.#meanwhile = [];
    const cluster = await this.#tools.attempt(() => api.cluster(this.#name));
    const newest = (await this.#tools.attempt(() => api.runs(this.#name)))[0];
    const run = newest ? await this.#tools.attempt(() => api.run(newest)) : null;
    this.#cluster = cluster;
    this.#run = run && this.#meanwhile.reduce(applied, run);
    if (!this.#closed) {
      this.#draw();
    }
  }

  heard(kind, event) {
    if (event.cluster !== this.#name) {
      return;
    }
    if (this.#refreshing) {
      this.#meanwhile.push(event);
    }
    if (kind === "removed") {
      this.#gone();
      return;
    }
    if (kind !== "step" || event.instance !== this.#run?.id) {
      this.refresh();
      return;
    }
    this.#run = applied(this.#run, event);
    this.#stale = true;
    if (event.kind === "FAILED") {
      this.#tools.announce(`${event.title} failed: ${event.message?.split("\n")[0] ?? ""}`);
    }
  }

  close() {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#diagram.close();
  }

  async #tick() {
    if (this.#cluster && this.#left !== words.left(this.#cluster.expires, Date.now())) {
      this.#head();
    }
    if (!this.#run || (!this.#stale && this.#run.ended)) {
      return;
    }
    if (this.#stale) {
      this.#stale = false;
      this.#cluster = await this.#tools.attempt(() => api.cluster(this.#name)).catch(() => this.#cluster);
    }
    if (this.#run && !this.#closed) {
      this.#draw();
    }
  }

  #draw() {
    this.#head();
    show(
      this.#parts.nodes,
      h("h2", {}, "Nodes and add-ons"),
      nodesTable(this.#run, this.#cluster, (step, where) => this.#logButton(step, where)),
    );
    if (!this.#run) {
      return;
    }
    this.#incidents();
    this.#diagram.draw(this.#run, this.#cluster.nodes);
    this.#timeline();
  }

  #head() {
    const { phase, version, launcher, expires } = this.#cluster;
    this.#left = words.left(expires, Date.now());
    const run = this.#run;
    const working = run?.state === "running";
    show(
      this.#parts.head,
      h("h1", {}, this.#name),
      h("span", { class: `phase phase-${phase}` }, words.phase(phase)),
      h("span", {}, [version, launcher].filter(Boolean).join(" · ")),
      expires && h("span", { class: "expires", title: expires }, this.#left),
      run && h("span", { class: "operation" }, `${words.process(run.process)}: ${run.state}`),
      working && this.#button("interrupt", "Stop", () => api.interrupt(run)),
      run?.state === "interrupted" && this.#button("go-on", "Go on", () => api.retry(run)),
      (working || run?.state === "interrupted" || run?.state === "waiting") && this.#cancelButton(),
      this.#button("ttl", "Time to live", () => this.#live()),
    );
  }

  /** Asks how long the cluster is to live; nothing is done where whoever is asked gives no answer. */
  #live() {
    const said = prompt(
      `How long is ${this.#name} to live from now on? 30m, 2h, 7d or 1h30m; nothing for until somebody removes it.`,
      "2h",
    );
    return said === null ? null : api.live(this.#name, said.trim() || null);
  }

  #incidents() {
    const run = this.#run;
    const button = this.#button.bind(this);
    show(
      this.#parts.incidents,
      questions(run, (question, approved, comment) => api.answer(run, question, approved, comment), button),
      incident(run, (step) => this.#logButton(step, "incident"), () => [
        button("retry", "Retry", () => api.retry(run)),
        this.#cancelButton(),
      ]),
    );
  }

  #cancelButton() {
    const run = this.#run;
    const sure = `Give this run of ${this.#name} up? It cannot be gone on with. What it made stays until the cluster is removed.`;
    return this.#button("cancel", "Cancel", () => (confirm(sure) ? api.cancel(run) : null));
  }

  #button(key, label, work) {
    const press = async () => {
      this.#pressed.add(key);
      this.#draw();
      try {
        if (await this.#tools.attempt(work)) {
          this.#tools.announce(`${label}: asked for`);
        }
      } catch {
        // Told already; what is shown is what is true.
      }
      this.#pressed.delete(key);
      await this.refresh();
    };
    return h("button", { type: "button", "data-key": key, disabled: this.#pressed.has(key), onclick: press }, label);
  }

  #logButton(step, where) {
    return h(
      "button",
      {
        type: "button",
        "data-key": `log-${where}-${step.process}-${step.step}-${step.node ?? ""}`,
        "aria-label": `Log of ${words.named(step)}`,
        onclick: () => this.#log([step]),
      },
      "Log",
    );
  }

  #timeline() {
    const now = Date.now();
    const longest = waits(this.#run, this.#diagram.flows, now);
    show(
      this.#parts.timeline,
      h("h2", {}, "Timeline"),
      chart(this.#run, this.#diagram.flows, now, (step) => this.#log([step])),
      longest.length > 0 &&
        h("details", {}, h("summary", {}, "Longest waits"), h("ul", {}, longest.map((line) => h("li", {}, line)))),
    );
  }

  #log(steps) {
    const run = this.#run;
    openLog(this.#parts.log, steps, (step) => this.#tools.attempt(() => api.log(run, step)));
  }
}
