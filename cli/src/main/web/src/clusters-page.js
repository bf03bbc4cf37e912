import * as api from "./api.js";
import { h, show } from "./dom.js";
import * as words from "./words.js";

/** How long to wait for more events before asking anew. Milliseconds. */
const SOON = 400;

/** How often it is asked anew without an event: time goes by without any. Milliseconds. */
const MEANWHILE = 30_000;

/** All clusters. */
export class ClustersPage {
  #element;
  #tools;
  #timer = null;
  #clock;
  #closed = false;

  constructor(element, tools) {
    this.#element = element;
    this.#tools = tools;
    this.#clock = setInterval(() => this.refresh(), MEANWHILE);
  }

  async refresh() {
    const answer = await this.#tools.attempt(() => api.clusters()).catch((error) => ({ problem: error.message }));
    if (!this.#closed) {
      show(this.#element, h("h1", {}, "Clusters"), answer.problem ? problem(answer.problem) : list(answer));
    }
  }

  heard() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.refresh();
    }, SOON);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#clock);
  }
}

const problem = (text) => h("p", { class: "problem", role: "alert" }, text);

function list(clusters) {
  if (clusters.length === 0) {
    return h("p", {}, "There is no cluster yet. Make one with: ", h("code", {}, "ohmykube up"));
  }
  return h(
    "ul",
    { class: "cards" },
    clusters.map((one) =>
      h(
        "li",
        { class: "card" },
        h(
          "a",
          { href: `#/clusters/${encodeURIComponent(one.name)}`, "data-key": one.name },
          h("strong", {}, one.name),
        ),
        h("span", { class: `phase phase-${one.phase}` }, one.phase),
        h("span", {}, `${one.nodes.length} ${one.nodes.length === 1 ? "node" : "nodes"}`),
        h("span", {}, [one.version, one.launcher].filter(Boolean).join(" · ")),
        one.expires && h("span", { class: "expires" }, words.left(one.expires, Date.now())),
        h("span", { class: "operation" }, operation(one)),
      ),
    ),
  );
}

function operation({ process, holder }) {
  if (!process) {
    return "";
  }
  const done = process.ended ? "" : `, ${process.steps_done} of ${process.steps} steps done`;
  return `${words.process(process.process)}: ${process.state}${done}${holder ? ` (${holder.command})` : ""}`;
}
