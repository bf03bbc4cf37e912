import { test } from "node:test";
import { ClusterView } from "./cluster.js";

export function scaling(stage) {
  test("a node that is added is told with those that were there before", async () => {
    const view = await ClusterView.open(stage.page, "watched");
    await stage.server.command("--name", "watched", "add");
    await view.operation("Node add: completed");
    await view.row("watched-worker-3").getByRole("button", { name: /^Log/ }).waitFor();
    for (const node of ["control-plane-1", "worker-1", "worker-2", "worker-3"]) {
      await view.row(`watched-${node}`).locator(".phase-ready").waitFor();
    }
  });
}
