// What is shown of one run, worked out of its steps and of the events that tell of them. Nothing here touches the page.

/** The states of a step, the most urgent first: where several nodes share a step of the diagram, its colour is the first. */
export const STATES = [
  "failed",
  "asked",
  "started",
  "repairing",
  "retrying",
  "answered",
  "cancelled",
  "done",
  "pending",
];

/** The state of a step after an event. */
const after = (kind) => (kind === "PROGRESS" ? "started" : kind.toLowerCase());

/** The more urgent of two states. */
export function worse(one, other) {
  return STATES.indexOf(one) <= STATES.indexOf(other) ? one : other;
}

/** Tells a step from all others of a run. */
export const keyOf = (step) => `${step.process}/${step.step}/${step.node ?? ""}`;

/**
 * The run after an event. Events come at least once and in the order in which they were written, so one that the run
 * already knows changes nothing.
 */
export function applied(run, event) {
  if (event.instance !== run.id || !event.step) {
    return run;
  }
  const steps = run.steps.map((step) => (keyOf(step) === keyOf(event) ? withEvent(step, event) : step));
  if (!steps.some((step) => keyOf(step) === keyOf(event))) {
    steps.push(
      withEvent(
        { process: event.process, step: event.step, title: event.title, node: event.node ?? null, attempts: [] },
        event,
      ),
    );
  }
  return { ...run, steps };
}

function withEvent(step, event) {
  const last = step.attempts.at(-1);
  if (last && last.attempt > event.attempt) {
    return step;
  }
  const known = last?.attempt === event.attempt ? last : { attempt: event.attempt, started: event.time };
  const ended = known.state && known.state !== "started";
  if (ended && (event.kind === "STARTED" || event.kind === "PROGRESS")) {
    return step;
  }
  const attempt = {
    ...known,
    state: after(event.kind),
    duration_millis: event.duration_millis ?? known.duration_millis ?? null,
    message: event.message ?? known.message ?? null,
  };
  const attempts = known === last ? [...step.attempts.slice(0, -1), attempt] : [...step.attempts, attempt];
  return {
    ...step,
    attempts,
    state: attempt.state,
    started: attempts[0].started,
  };
}

/** The colour of each step in the diagram of one process, and of how many nodes it stands for: a map by its id. */
export function ofDiagram(run, process) {
  const elements = new Map();
  for (const step of run.steps.filter((one) => one.process === process)) {
    const seen = elements.get(step.step) ?? { state: "pending", done: 0, all: 0, steps: [] };
    elements.set(step.step, {
      state: seen.all === 0 ? step.state : worse(seen.state, step.state),
      done: seen.done + (step.state === "done" ? 1 : 0),
      all: seen.all + 1,
      steps: [...seen.steps, step],
    });
  }
  return elements;
}

/**
 * The same of a process that is called, as one: of how many nodes it is, and for how many of them all is done.
 *
 * @param isFor whether the call is for a node
 */
export function ofCall(run, process, isFor) {
  const steps = run.steps.filter((step) => step.process === process && isFor(step.node));
  if (steps.length === 0) {
    return null;
  }
  const nodes = [...new Set(steps.map((step) => step.node))];
  const done = nodes.filter((node) => steps.every((step) => step.node !== node || step.state === "done"));
  return { state: steps.map((step) => step.state).reduce(worse), done: done.length, all: nodes.length, steps };
}

/** The processes that have begun in a run, its own first. */
export function processes(run) {
  return [...new Set([run.process, ...run.steps.map((step) => step.process)])];
}

/**
 * The steps by what they are done to: the cluster first (key ""), then its nodes and add-ons by name.
 *
 * @param run null where there was none
 * @param nodes names of nodes that are there in any case, also where nothing was done to them
 */
export function bySubject(run, nodes = []) {
  const subjects = new Map(nodes.map((node) => [node, []]));
  for (const step of run?.steps ?? []) {
    const key = step.node ?? "";
    subjects.set(key, [...(subjects.get(key) ?? []), step]);
  }
  return new Map([...subjects].sort(([a], [b]) => a.localeCompare(b, undefined, { numeric: true })));
}

/** The step that something is at, or that it came to last. */
export function current(steps) {
  const inOrder = [...steps].sort((a, b) => begin(a) - begin(b));
  return inOrder.findLast((step) => step.state !== "done") ?? inOrder.at(-1);
}

export const failures = (run) => run.steps.filter((step) => step.state === "failed");

/** Whether a run has stopped and waits for somebody to have it go on or to give it up. */
export const rests = (run) => run.state === "stuck" || run.state === "interrupted";

export const begin = (step) => Date.parse(step.started);

/** When a step ended in milliseconds, or null while it goes on. */
export function end(step) {
  const last = step.attempts.at(-1);
  return last?.duration_millis == null ? null : Date.parse(last.started) + last.duration_millis;
}
