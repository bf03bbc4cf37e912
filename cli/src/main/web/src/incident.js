import { h } from "./dom.js";
import { failures, rests } from "./run.js";
import * as words from "./words.js";

/**
 * What failed in a run and why; null where nothing did, or where nothing is to be done about it any more.
 *
 * @param logButton makes the button that shows the log of a step
 * @param buttons makes those for what can be done
 */
export function incident(run, logButton, buttons) {
  const failed = run.state === "running" || rests(run) ? failures(run) : [];
  if (failed.length === 0) {
    return null;
  }
  return h(
    "section",
    { class: "incident", "aria-label": "What failed" },
    failed.map((step) => [
      h("h2", {}, `${words.named(step)} failed`),
      h("pre", {}, step.attempts.at(-1)?.message ?? ""),
      logButton(step),
    ]),
    run.state === "stuck" && h("p", { class: "buttons" }, buttons()),
    run.state === "running" && h("p", {}, "Other steps still run. When they have ended, it can be tried again."),
  );
}
