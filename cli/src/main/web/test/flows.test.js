import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Flows } from "../src/flows.js";

const PROCESSES = new URL("../../../../../processes/src/main/resources/processes/", import.meta.url);

async function flows(...names) {
  const all = new Flows();
  for (const name of names) {
    await all.add(await readFile(new URL(`${name}.bpmn`, PROCESSES), "utf8"));
  }
  return all;
}

test("a step comes after the one before it", async () => {
  const up = await flows("cluster-up");

  assert.deepEqual(up.before("cluster-up", "Task_MarkReady"), [{ process: "cluster-up", step: "Task_VerifyCluster" }]);
});

test("behind a join a step comes after all that meet there, calls standing for what they call", async () => {
  const up = await flows("cluster-up");

  assert.deepEqual(
    up.before("cluster-up", "Task_VerifyCluster").map((one) => one.step ?? one.process).sort(),
    ["Task_FetchImages", "Task_FetchPackages", "Task_SaveKubeconfig", "addon-install"],
  );
});

test("the first step of a called process comes after what is before its calls, and what leads back to it", async () => {
  const up = await flows("cluster-up", "node-prepare");

  assert.deepEqual(
    [...new Set(up.before("node-prepare", "Task_CreateMachine").map((one) => one.step))].sort(),
    ["Task_PrepareLauncher", "Task_RemoveMachine"],
  );
});

test("what comes after a subprocess comes after all of its steps", async () => {
  const prepare = await flows("node-prepare");

  const before = prepare.before("node-prepare", "Task_RemoveMachine").map((one) => one.step);
  assert.ok(before.includes("Task_CreateMachine") && before.includes("Task_ReachMachine"), before.join());
});

test("nothing is said of processes that are not known", async () => {
  assert.deepEqual(new Flows().before("cluster-up", "Task_MarkReady"), []);
});
