import { h } from "./dom.js";
import { bySubject, current } from "./run.js";
import * as words from "./words.js";

const COLUMNS = ["", "Phase", "Step", "State", "Attempt", "Time", "Done", "Log"];

/**
 * Where each node, each add-on and the cluster as a whole is. Nodes that the run has nothing to do with are there too.
 *
 * @param run null where there was none
 * @param logButton makes the button that shows the log of a step
 */
export function nodesTable(run, cluster, logButton) {
  const subjects = bySubject(run, cluster.nodes.map((node) => node.name));
  return h(
    "div",
    { class: "wide" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, [...subjects].map(([key, steps]) => row(key, steps, cluster, logButton))),
    ),
  );
}

function row(key, steps, cluster, logButton) {
  const node = cluster.nodes.find((one) => one.name === key);
  return h(
    "tr",
    { "data-key": `row-${key}`, "data-subject": words.subject(key) },
    h("th", { scope: "row" }, words.subject(key)),
    h("td", { class: "of-phase" }, key === "" ? phase(cluster.phase) : node && (away(node) ?? phase(node.phase))),
    steps.length > 0 ? progress(steps, logButton) : h("td", { colspan: COLUMNS.length - 2 }),
  );
}

function progress(steps, logButton) {
  const at = current(steps);
  const attempt = at.attempts.at(-1);
  const done = steps.filter((step) => step.state === "done").length;
  return [
    h("td", { class: "of-step" }, at.title),
    h("td", {}, h("span", { class: `state is-${at.state}` }, words.state(at.state))),
    h("td", { class: "number of-attempt" }, attempt?.attempt ?? ""),
    h("td", { class: "number" }, words.millis(attempt?.duration_millis ?? since(attempt))),
    h("td", { class: "number" }, `${done}/${steps.length}`),
    h("td", {}, logButton(at, "row")),
  ];
}

const phase = (name, title = null) => h("span", { class: `phase phase-${name}`, title }, words.phase(name));

/** How a node was found that is not well; null for all others. */
const away = (node) =>
  ["healthy", "stopped", null].includes(node.health) ? null : phase(node.health, words.sinceWhen(node.health_since));

function since(attempt) {
  return attempt?.state === "started" ? Date.now() - Date.parse(attempt.started) : null;
}
