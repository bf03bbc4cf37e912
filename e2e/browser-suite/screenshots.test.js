// Takes the pictures that the documentation has: e2e/browser --screenshots DIRECTORY.
import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launch, logIn, visit } from "./browser.js";
import { ClusterView } from "./cluster.js";
import { Server } from "./server.js";

/** So large a picture may be. Bytes. */
const LARGEST = 150_000;

const SCENARIO = `
latency: 40ms
rules:
- {command: kubeadm init, latency: 2s}
- {command: kubeadm join, node: dev-worker-1, latency: 1s}
- {command: kubeadm join, node: dev-worker-2, latency: 10m}
- command: install-package
  node: test-control-plane-1
  outcome: fail
  stderr: "tar: usr/bin/kubelet: Cannot write: No space left on device"
`;

describe("pictures", { concurrency: false }, () => {
  let server, browser, page;

  before(async () => {
    server = await Server.start(SCENARIO);
    browser = await launch();
    page = await visit(browser, server.url, { viewport: { width: 1180, height: 800 } });
    await logIn(page, server.password);
    await page.locator(".connection.live").waitFor();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function take(name, options = {}) {
    const path = join(process.env.OHMYKUBE_SCREENSHOTS, name);
    await page.screenshot({ path, animations: "disabled", ...options });
    assert.ok((await stat(path)).size < LARGEST, `${name} is too large`);
  }

  test("an up, on a screen and on a phone", async () => {
    await server.up("dev", 2);
    const view = await ClusterView.open(page, "dev");
    await view.row("dev-worker-1").getByText("Apply labels and taints").waitFor();
    await view.element("Call_JoinNodes", "started").waitFor();
    await view.element("Call_InstallAddOns", "done").waitFor();
    await page.setViewportSize({ width: 1180, height: 1200 });
    await take("page-up.png");

    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await view.element("Call_JoinNodes", "started").waitFor();
    await take("page-phone.png");
    await page.setViewportSize({ width: 1180, height: 800 });
  });

  test("a failure", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1180, height: 1080 });
    await server.up("test", 2);
    const view = await ClusterView.open(page, "test");
    await view.operation("Cluster up: stuck");
    await view.element("Call_PrepareControlPlane", "failed").waitFor();
    await take("page-failure.png");
  });

  test("the same in Cockpit", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1180, height: 800 });
    await page.goto("/camunda/app/cockpit/default/#/processes");
    await page.getByRole("link", { name: "Create a cluster" }).click();
    await page.getByRole("row", { name: "test" }).waitFor();
    await page.locator(".activity-bottom-left-position .badge-important").first().waitFor();
    await take("cockpit.png");
  });
});
