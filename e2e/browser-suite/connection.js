import assert from "node:assert/strict";
import { test } from "node:test";
import { logIn } from "./browser.js";
import { ClusterView } from "./cluster.js";

export function connection(stage) {
  test("a page that is loaded again in the middle of a run shows the same", async () => {
    await stage.server.up("lost");
    const view = await ClusterView.open(stage.page, "lost");
    await view.element("Call_InitControlPlane", "started").waitFor();
    await view.element("Call_PrepareNodes", "done").waitFor();
    const before = await view.elements("done");
    await stage.page.reload();
    await view.operation("Cluster up: running");
    await view.element("Call_InitControlPlane", "started").waitFor();
    await view.element("Call_PrepareNodes", "done").waitFor();
    assert.deepEqual(await view.elements("done"), before);
  });

  test("what somebody is at stays where it is, however often the page is drawn anew", async () => {
    const row = new ClusterView(stage.page).row("lost-worker-1");
    const button = await row.getByRole("button", { name: "Log of Join the cluster of lost-worker-1" }).elementHandle();
    await button.focus();
    const time = await row.innerText();
    await stage.page.waitForFunction(
      ([one, before]) => one.innerText !== before,
      [await row.elementHandle(), time],
    );
    assert.ok(await button.evaluate((one) => one === document.activeElement));
  });

  test("a server that dies in the middle of a run and is started again goes on, and the page with it", async () => {
    const view = new ClusterView(stage.page);
    await view.element("Call_JoinNodes", "started").waitFor();
    await stage.server.kill();
    await stage.page.locator(".connection.lost").waitFor();
    await stage.server.startAgain();
    await stage.page.getByText("You are not logged in any more").waitFor();
    await logIn(stage.page, stage.server.password);

    await stage.page.getByRole("heading", { name: "lost" }).waitFor();
    await stage.page.locator(".connection.live").waitFor();
    await view.operation("Cluster up: completed");
    await view.phase("ready");
    await view.element("Task_MarkReady", "done").waitFor();
    const { state, steps } = await stage.server.newest("lost");
    assert.equal(state, "completed");
    assert.deepEqual(steps.filter((step) => step.state !== "done"), []);
    await view.row("lost-worker-1").locator(".phase-ready").waitFor();
  });
}
