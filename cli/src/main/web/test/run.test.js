import assert from "node:assert/strict";
import { test } from "node:test";
import { applied, bySubject, current, ofDiagram, processes, worse } from "../src/run.js";

const RUN = { id: "r1", process: "cluster-up", started: "2026-01-01T00:00:00Z", ended: null, steps: [] };

const event = (kind, more = {}) => ({
  time: "2026-01-01T00:00:01Z",
  kind,
  process: "node-join",
  instance: "r1",
  step: "Task_JoinNode",
  title: "Join node",
  node: "dev-worker-1",
  attempt: 1,
  ...more,
});

const after = (...events) => events.reduce(applied, RUN);

test("a step runs from its start and is done with its time and its message", () => {
  const run = after(event("STARTED"), event("DONE", { duration_millis: 1500, message: "joined" }));

  assert.equal(run.steps.length, 1);
  assert.equal(run.steps[0].state, "done");
  assert.equal(run.steps[0].attempts[0].duration_millis, 1500);
  assert.equal(run.steps[0].attempts[0].message, "joined");
});

test("each attempt is kept, the newest gives the state", () => {
  const run = after(
    event("STARTED"),
    event("RETRYING", { duration_millis: 10, message: "refused" }),
    event("STARTED", { attempt: 2, time: "2026-01-01T00:00:05Z" }),
  );

  assert.deepEqual(
    run.steps[0].attempts.map((one) => [one.attempt, one.state, one.message]),
    [
      [1, "retrying", "refused"],
      [2, "started", null],
    ],
  );
  assert.equal(run.steps[0].state, "started");
  assert.equal(run.steps[0].started, "2026-01-01T00:00:01Z");
});

test("an event that is told twice, or late, changes nothing", () => {
  const run = after(event("STARTED"), event("DONE", { duration_millis: 5 }));

  assert.deepEqual(applied(run, event("STARTED")), run);
  assert.deepEqual(applied(run, event("DONE", { duration_millis: 5 })), run);
  const second = applied(run, event("STARTED", { attempt: 2 }));
  assert.deepEqual(applied(second, event("DONE", { duration_millis: 5 })), second);
});

test("events of other runs are not ours", () => {
  assert.equal(applied(RUN, event("STARTED", { instance: "r2" })), RUN);
});

test("a step that several nodes share has the most urgent of their states", () => {
  const run = after(
    event("STARTED"),
    event("DONE"),
    event("STARTED", { node: "dev-worker-2" }),
    event("FAILED", { node: "dev-worker-2", message: "refused" }),
  );

  const join = ofDiagram(run, "node-join").get("Task_JoinNode");
  assert.equal(join.state, "failed");
  assert.equal(join.done, 1);
  assert.equal(join.all, 2);
  assert.deepEqual(processes(run), ["cluster-up", "node-join"]);
  assert.equal(worse("done", "started"), "started");
});

test("nodes stand in the order of their numbers, the cluster first", () => {
  const run = after(
    event("STARTED", { node: "dev-worker-10" }),
    event("STARTED", { node: "dev-worker-2" }),
    event("STARTED", { node: null, step: "Task_FetchPackages" }),
  );

  assert.deepEqual([...bySubject(run).keys()], ["", "dev-worker-2", "dev-worker-10"]);
});

test("a node that the run has nothing to do with is there without steps, also where there was no run", () => {
  const run = after(event("STARTED", { node: "dev-worker-2" }));

  assert.deepEqual(
    [...bySubject(run, ["dev-worker-1", "dev-worker-2"])].map(([node, steps]) => [node, steps.length]),
    [
      ["dev-worker-1", 0],
      ["dev-worker-2", 1],
    ],
  );
  assert.deepEqual([...bySubject(null, ["dev-worker-1"]).keys()], ["dev-worker-1"]);
});

test("a node is at the step that is not done, or was last at the newest", () => {
  const run = after(
    event("STARTED"),
    event("DONE"),
    event("STARTED", { step: "Task_Label", title: "Label", time: "2026-01-01T00:00:03Z" }),
  );

  assert.equal(current(run.steps).title, "Label");
  assert.equal(
    current(applied(run, event("DONE", { step: "Task_Label", time: "2026-01-01T00:00:04Z" })).steps).title,
    "Label",
  );
});
