import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ClusterView } from "./cluster.js";

/** Makes a change that the guide describes, as it describes it. */
async function change(server, process, patch) {
  await server.command("workflow", "export", process, "--to", server.path(""));
  const file = fileURLToPath(new URL(`../../docs/workflows/${patch}`, import.meta.url));
  await promisify(execFile)("git", ["apply", file], { cwd: server.path("") });
  await server.command("workflow", "apply", server.path(`${process}.bpmn`));
}

export function changing(stage) {
  test("a step that is put into a workflow is drawn, runs and is told like all others", async () => {
    await change(stage.server, "cluster-up", "smoke-test.patch");
    await stage.server.up("changed");
    const view = await ClusterView.open(stage.page, "changed");
    await view.operation("Cluster up: completed");
    await view.element("Task_SmokeTest", "done").waitFor();
    await view.element("Task_SmokeTest").click();
    await view.log.getByRole("heading", { name: "Run a smoke test" }).waitFor();
    await view.log.getByText("a pod started on each of 2 nodes").waitFor();
    await view.closeLog();
    await stage.page.locator(".timeline .bar").filter({ hasText: "Run a smoke test: done" }).waitFor();
  });

  test("a run that began before the change is still shown as it was", async () => {
    const view = await ClusterView.open(stage.page, "watched");
    await view.element("Task_MarkReady", "done").waitFor();
    await view.element("Task_SmokeTest").waitFor({ state: "detached" });
  });

  test("a person is asked, and the run goes on with the answer", async () => {
    await change(stage.server, "cluster-down", "approval.patch");
    const view = await ClusterView.open(stage.page, "changed");
    await stage.server.ask("DELETE", "/clusters/changed");
    await view.operation("Cluster down: waiting");
    const asked = stage.page.getByRole("region", { name: "What is asked" });
    await asked.getByText("Shall cluster changed be removed, with all that is on it?").waitFor();
    await asked.getByLabel("Comment").fill("it is not needed any more");
    await asked.getByRole("button", { name: "Approve" }).click();
    await stage.page.getByText("This cluster is not there any more.").waitFor();
    // What the page asks for in the moment in which the cluster is removed may not be there any more.
    stage.page.complaints = stage.page.complaints.filter((one) => !/status of 404.*clusters[/]changed/.test(one));
  });
}
