import { test } from "node:test";
import { ClusterView } from "./cluster.js";

/** Cockpit asks for what the engine knows of the person, which is nothing: accounts are the server's own. */
const UNKNOWN_PERSON = /user[/]admin[/]profile|User with id admin does not exist/;

/** Goes to one of Camunda's applications, and back to the page when the work there is done. */
async function within(page, application, work) {
  await page.goto(`/camunda/app/${application}/default/`);
  try {
    await work();
  } finally {
    await page.goto("/#/");
    page.complaints = page.complaints.filter((one) => !UNKNOWN_PERSON.test(one));
  }
}

/** Presses a button, until the engine has taken what that sends. */
const taken = (page, path, button) =>
  Promise.all([page.waitForResponse((answer) => answer.url().endsWith(path) && answer.ok()), button.click()]);

/** To be called after the change that has people asked before a cluster is removed. */
export function cockpit(stage) {
  test("an administrator sees in Cockpit what failed, and has it tried again there", async () => {
    const page = stage.page;
    await stage.server.up("known");
    let view = await ClusterView.open(page, "known");
    await view.operation("Cluster up: stuck");
    await within(page, "cockpit", async () => {
      await page.getByRole("link", { name: "Processes", exact: true }).first().click();
      await page.getByRole("link", { name: "Prepare a node" }).click();
      await page.locator('.djs-shape[data-element-id="Task_InstallPackages"]').waitFor();
      await page.getByRole("row", { name: "known" }).getByRole("link").first().click();
      await page.getByText("Incidents", { exact: true }).click();
      const incident = page.getByRole("row", { name: "Install packages" });
      await incident.getByText("known-worker-1").waitFor();
      await incident.locator("td").last().locator("a, button").first().click();
      await taken(page, "/retries", page.getByRole("button", { name: "Retry" }));
    });
    view = await ClusterView.open(page, "known");
    await view.operation("Cluster up: completed");
  });

  test("a question is answered in Tasklist, and the run goes on", async () => {
    const page = stage.page;
    const view = await ClusterView.open(page, "known");
    await view.phase("ready");
    await stage.server.ask("DELETE", "/clusters/known");
    await view.operation("Cluster down: waiting");
    await within(page, "tasklist", async () => {
      await page.getByText("Approve the removal").first().click();
      await page.getByText("Claim", { exact: true }).click();
      await page.locator('input[name="approved"]').check();
      await taken(page, "/submit-form", page.getByRole("button", { name: "Complete" }));
    });
    await page.goto("/#/clusters/known");
    await page.getByText(/There is no such cluster yet|is not there any more/).waitFor();
    page.complaints = page.complaints.filter((one) => !/status of 404.*clusters[/]known/.test(one));
  });
}
