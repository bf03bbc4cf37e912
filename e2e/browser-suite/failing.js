import assert from "node:assert/strict";
import { test } from "node:test";
import { ClusterView } from "./cluster.js";

export function failing(stage) {
  test("a failure is told with its cause, and a retry completes the run", async () => {
    await stage.server.up("broken");
    const view = await ClusterView.open(stage.page, "broken");
    await view.operation("Cluster up: stuck");
    const told = stage.page.getByRole("region", { name: "What failed" });
    await told.getByRole("heading", { name: "Install packages of broken-worker-1 failed" }).waitFor();
    await told.getByText("Cannot write: No space left on device").waitFor();
    await view.element("Call_PrepareNodes", "failed").waitFor();
    await view.row("broken-worker-1").getByText("failed").waitFor();

    await told.getByRole("button", { name: "Log of Install packages of broken-worker-1" }).click();
    await view.log.locator(".output").getByText("No space left on device").waitFor();
    await view.closeLog();

    await told.getByRole("button", { name: "Retry", exact: true }).click();
    await view.operation("Cluster up: completed");
    await told.waitFor({ state: "detached" });
    await view.element("Call_PrepareNodes", "done").waitFor();
    await view.row("broken-worker-1").locator(".phase-ready").waitFor();
  });

  test("a run that is cancelled ends, and cannot be gone on with", async () => {
    await stage.server.up("unwanted");
    const view = await ClusterView.open(stage.page, "unwanted");
    await view.row("unwanted-worker-1").getByText("Create machine").waitFor();
    await stage.page.getByRole("button", { name: "Cancel", exact: true }).click();
    await view.operation("Cluster up: cancelled");
    for (const name of ["Cancel", "Retry", "Stop", "Go on"]) {
      assert.equal(await stage.page.getByRole("button", { name, exact: true }).count(), 0, name);
    }
    assert.deepEqual(await view.elements("started"), []);
  });

  test("a run that is stopped goes on when it is told to", async () => {
    await stage.server.up("stopped");
    const view = await ClusterView.open(stage.page, "stopped");
    await view.row("stopped-worker-1").getByText("Create machine").waitFor();
    await stage.page.getByRole("button", { name: "Stop", exact: true }).click();
    await view.operation("Cluster up: interrupted");
    await stage.page.getByRole("button", { name: "Go on", exact: true }).click();
    await view.operation("Cluster up: completed");
  });
}
