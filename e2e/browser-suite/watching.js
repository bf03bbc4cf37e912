import assert from "node:assert/strict";
import { test } from "node:test";
import { ClusterView } from "./cluster.js";

const CLUSTER = "watched";

export function watching(stage) {
  test("an up is watched from its start to its end", async () => {
    await stage.server.up(CLUSTER, 2);
    const view = await ClusterView.open(stage.page, CLUSTER);
    await view.operation("Cluster up: running");
    await view.element("Task_FetchPackages").waitFor();
    await view.element("Task_FetchPackages", "done").waitFor();
    await view.element("Call_InitControlPlane", "started").waitFor();
    await view.row("watched-control-plane-1").getByText("running").waitFor();

    await view.element("Call_JoinNodes", "started").waitFor();
    await view.element("Call_PrepareNodes", "done").waitFor();
    await view.operation("Cluster up: completed");
    await view.phase("ready");
    for (const node of ["control-plane-1", "worker-1", "worker-2"]) {
      await view.row(`watched-${node}`).locator(".phase-ready").waitFor();
    }
    await view.element("Task_MarkReady", "done").waitFor();
    assert.deepEqual(await view.elements("started"), []);
  });

  test("each step of a called process is told with the nodes it was done on", async () => {
    const view = await ClusterView.open(stage.page, CLUSTER);
    await view.process("Node join", "node-join");
    await view.element("Task_JoinNode", "done").waitFor();
    assert.match(await view.element("Task_JoinNode").getAttribute("aria-label"), /: done, 2 of 2 done$/);
  });

  test("a step that is clicked shows its attempts and what it has written, of each node", async () => {
    const view = await ClusterView.open(stage.page, CLUSTER);
    await view.process("Node prepare", "node-prepare");
    await view.element("Task_InstallPackages").click();
    await view.log.getByText("exit code 0").waitFor();
    await view.log.getByRole("combobox").selectOption({ label: "watched-worker-2: done" });
    await view.log.getByText("watched-worker-2").first().waitFor();
    await view.closeLog();
  });
}
