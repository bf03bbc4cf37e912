import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browser.js";
import { ClusterView } from "./cluster.js";
import { Server } from "./server.js";

const up = (name) => ["up", "--open", "--name", name, "--launcher", "simulated", "--workers", "1"];

/** Sees the cluster of a link in a browser that was never here, while it is being made; returns that browser's page. */
async function watch(stage, link, name) {
  const page = await visit(stage.browser, new URL(link).origin, {}, link);
  const view = new ClusterView(page);
  await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
  await view.operation("Cluster up: running");
  await view.element("Call_InitControlPlane", "started").waitFor();
  assert.equal(await page.getByLabel("Password").count(), 0);
  assert.equal(new URL(page.url()).hash, `#/clusters/${name}`);
  // The page may have been there before the cluster.
  assert.deepEqual(
    page.complaints.filter((one) => !/status of 404/.test(one)),
    [],
  );
  return page;
}

export function opening(stage) {
  test("the link of up --open shows the cluster at the server that runs, once", async () => {
    const { link, ended } = await stage.server.opened(...up("opened"));
    assert.equal(new URL(link).origin, new URL(stage.server.url).origin);
    const page = await watch(stage, link, "opened");
    await new ClusterView(page).operation("Cluster up: completed");
    assert.equal(await ended, 0);
    await page.reload();
    await page.getByRole("heading", { name: "opened", exact: true, level: 1 }).waitFor();
    await page.context().close();

    const late = await visit(stage.browser, stage.server.url, {}, link);
    await late.getByRole("alert").filter({ hasText: "used already" }).waitFor();
    await late.getByLabel("Password").waitFor();
    await late.context().close();
  });

  test("where no server runs, up --open serves the page itself, and the page can stop it", async () => {
    const alone = await Server.none(stage.scenario);
    try {
      const { link, ended } = await alone.opened(...up("opened"));
      const page = await watch(stage, link, "opened");
      await page.getByRole("button", { name: "Stop" }).click();
      assert.equal(await ended, 130);
      await page.context().close();
      await alone.command("resume", "--name", "opened");
    } finally {
      await alone.stop();
    }
  });
}
