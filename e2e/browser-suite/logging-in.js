import assert from "node:assert/strict";
import { test } from "node:test";
import { logIn } from "./browser.js";

export function loggingIn(stage) {
  test("nobody sees anything before he has logged in", async () => {
    await stage.page.getByRole("heading", { name: "Log in" }).waitFor();
    assert.equal(await stage.page.getByRole("link", { name: "OhMyKube" }).count(), 1);
    assert.equal(await stage.page.locator(".connection").count(), 0);
  });

  test("a wrong password is refused, and the name does not have to be typed again", async () => {
    await logIn(stage.page, "wrong");
    await stage.page.getByRole("alert").filter({ hasText: "wrong" }).waitFor();
    assert.equal(await stage.page.getByLabel("User").inputValue(), "admin");
    assert.equal(await stage.page.getByLabel("Password").inputValue(), "");
  });

  test("the password that was printed opens the page", async () => {
    await logIn(stage.page, stage.server.password);
    await stage.page.getByRole("heading", { name: "Clusters" }).waitFor();
    await stage.page.getByText("There is no cluster yet.").waitFor();
    await stage.page.locator(".connection.live").waitFor();
  });
}
