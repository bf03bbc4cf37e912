import { h } from "./dom.js";

/**
 * What a run asks a person, with what can be said to it.
 *
 * @param answer called with the question, whether it is agreed to, and a comment
 * @param button makes a button of a key, its label and what it does
 */
export function questions(run, answer, button) {
  return (run.questions ?? []).map((question) => {
    const key = `${question.step}-${question.node ?? ""}`;
    const comment = h("input", { name: "comment", "data-key": `comment-${key}`, autocomplete: "off" });
    const said = () => document.querySelector(`[data-key="${CSS.escape(`comment-${key}`)}"]`)?.value || null;
    return h(
      "section",
      { class: "question", "aria-label": "What is asked", "data-key": `question-${key}` },
      h("h2", {}, question.title),
      question.question && h("p", {}, question.question),
      h("label", {}, "Comment ", comment),
      h(
        "p",
        { class: "buttons" },
        button(`yes-${key}`, "Approve", () => answer(question, true, said())),
        button(`no-${key}`, "Reject", () => answer(question, false, said())),
      ),
    );
  });
}
