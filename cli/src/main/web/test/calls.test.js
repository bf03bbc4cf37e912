import assert from "node:assert/strict";
import { test } from "node:test";
import { isFor } from "../src/calls.js";
import { ofCall } from "../src/run.js";

const nodes = [
  { name: "cp1", role: "control-plane" },
  { name: "cp2", role: "control-plane" },
  { name: "w1", role: "worker" },
];
const names = (call) => nodes.map((node) => node.name).filter(isFor(call, nodes));
const each = (list) => ({ loopCharacteristics: { $attrs: { "camunda:collection": `\${lists.of(execution,'${list}')}` } } });

test("a process that is called in several places is told apart by the nodes that it is called for", () => {
  const first = { extensionElements: { values: [{ $type: "camunda:in", source: "controlPlane", target: "node" }] } };
  assert.deepEqual(names(first), ["cp1"]);
  assert.deepEqual(names(each("otherControlPlanes")), ["cp2"]);
  assert.deepEqual(names(each("controlPlanes")), ["cp1", "cp2"]);
  assert.deepEqual(names(each("nodes")), ["w1"]);
  assert.deepEqual(names(each("somebody's own")), []);
});

test("a call is as urgent as the most urgent step, and done for the nodes of which all steps are done", () => {
  const step = (node, state) => ({ process: "q", step: `Task_${state}`, node, state });
  const run = { steps: [step("w1", "done"), step("w2", "done"), step("w2", "failed"), step("cp1", "started")] };
  const seen = ofCall(run, "q", (node) => node.startsWith("w"));
  assert.deepEqual({ ...seen, steps: seen.steps.length }, { state: "failed", done: 1, all: 2, steps: 3 });
  assert.equal(ofCall(run, "q", () => false), null);
});
