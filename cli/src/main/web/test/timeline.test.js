import assert from "node:assert/strict";
import { test } from "node:test";
import { timeline } from "../src/timeline.js";

const at = (second) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const step = (title, node, from, seconds) => ({
  process: node ? "q" : "p",
  step: `Task_${title}`,
  title,
  node,
  state: seconds == null ? "started" : "done",
  started: at(from),
  attempts: [
    { attempt: 1, state: "done", started: at(from), duration_millis: seconds == null ? null : seconds * 1000 },
  ],
});

/** As if the processes said so: each title after those named. */
const flows = (order = {}) => ({
  before: (process, step) => (order[step] ?? []).map((one) => ({ process: "p", step: one })),
});

const run = (...steps) => ({ started: at(0), ended: null, steps });

test("a pause is put down to the last to end of the steps before, whoever else ended just then", () => {
  const shown = timeline(
    run(step("Prepare", "w1", 0, 2), step("Fetch", null, 0, 4), step("Init", null, 0, 10), step("Other", "w2", 0, 10), step("Join", "w1", 10, 3)),
    flows({ Task_Join: ["Task_Fetch", "Task_Init"] }),
    0,
  );

  const worker = shown.rows.find((row) => row.subject === "w1");
  assert.equal(worker.pauses.length, 1);
  assert.equal(worker.pauses[0].awaited.title, "Init");
  assert.equal(worker.pauses[0].before.title, "Join");
});

test("a pause that no step before explains has no cause", () => {
  const shown = timeline(run(step("Prepare", "w1", 0, 2), step("Join", "w1", 10, 3)), flows(), 0);

  assert.equal(shown.rows[0].pauses[0].awaited, null);
});

test("steps that follow at once have no pause between them", () => {
  const shown = timeline(run(step("Prepare", "w1", 0, 2), step("Join", "w1", 2, 3)), flows(), 0);

  assert.deepEqual(shown.rows[0].pauses, []);
});

test("what goes on ends now, and the cluster's row is the first", () => {
  const now = Date.parse(at(20));
  const shown = timeline(run(step("Join", "w1", 5, null), step("Verify", null, 1, 2)), flows(), now);

  assert.equal(shown.rows[0].subject, "");
  assert.equal(shown.rows[1].bars[0].to, now);
  assert.equal(shown.to, now);
});

test("steps of one row at the same time lie in lanes", () => {
  const shown = timeline(run(step("A", null, 0, 5), step("B", null, 1, 5), step("C", null, 6, 1)), flows(), 0);

  assert.deepEqual(
    shown.rows[0].bars.map((bar) => bar.lane),
    [0, 1, 0],
  );
});
