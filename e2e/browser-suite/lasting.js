import assert from "node:assert/strict";
import { test } from "node:test";
import { ClusterView } from "./cluster.js";

export function lasting(stage) {
  test("a cluster is given a time to live, which both pages tell", async () => {
    await ClusterView.open(stage.page, "watched");
    stage.page.answer = "3h";
    await stage.page.getByRole("button", { name: "Time to live" }).click();
    await stage.page.locator(".expires", { hasText: "removed in 3 h" }).waitFor();
    await stage.page.goto("/#/");
    await stage.page.locator(".expires", { hasText: /removed in (3 h|2 h 5\d min)/ }).waitFor();
    const { expires } = await stage.server.ask("GET", "/clusters/watched");
    assert.ok(Math.abs(Date.parse(expires) - Date.now() - 3 * 3_600_000) < 600_000, expires);
  });

  test("a cluster lives until somebody removes it when no time is given", async () => {
    await ClusterView.open(stage.page, "watched");
    await stage.page.locator(".expires").waitFor();
    stage.page.answer = "";
    await stage.page.getByRole("button", { name: "Time to live" }).click();
    await stage.page.locator(".expires").waitFor({ state: "detached" });
    assert.equal((await stage.server.ask("GET", "/clusters/watched")).expires, null);
  });
}
