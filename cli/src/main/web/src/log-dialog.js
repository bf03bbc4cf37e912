import { h, show } from "./dom.js";
import { keyOf } from "./run.js";
import * as words from "./words.js";

/**
 * Shows what steps have written; of several, those of the same task on other nodes, one at a time.
 *
 * @param place where the dialog is put
 * @param steps at least one; the most urgent is shown first
 * @param fetch called with a step; promises its log
 */
export function openLog(place, steps, fetch) {
  const body = h("div", {});
  const dialog = h("dialog", { "aria-label": "Log", onclose: () => dialog.remove() }, body);
  const choose = (step) => {
    const text = h("pre", { class: "output", tabindex: "0" }, "…");
    body.replaceChildren(
      h("h2", {}, words.named(step)),
      ...(steps.length > 1 ? [choice(steps, step, choose)] : []),
      attempts(step),
      text,
      h("button", { type: "button", onclick: () => dialog.close() }, "Close"),
    );
    dialog.setAttribute("aria-label", `Log of ${words.named(step)}`);
    return fetch(step).then(
      (log) => show(text, log || "This step wrote nothing."),
      (error) => show(text, error.message),
    );
  };
  place.append(dialog);
  choose(steps.find((step) => step.state !== "done") ?? steps[0]);
  dialog.showModal();
  return dialog;
}

function choice(steps, shown, choose) {
  return h(
    "label",
    {},
    "Of ",
    h(
      "select",
      { onchange: (event) => choose(steps[event.target.selectedIndex]) },
      steps.map((step) =>
        h("option", { selected: keyOf(step) === keyOf(shown) }, `${words.subject(step.node)}: ${words.state(step.state)}`),
      ),
    ),
  );
}

const attempts = (step) =>
  h(
    "ol",
    {},
    step.attempts.map((one) =>
      h(
        "li",
        { value: one.attempt },
        [words.state(one.state), words.millis(one.duration_millis), one.message].filter(Boolean).join(" · "),
      ),
    ),
  );
