import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browser.js";
import { ClusterView } from "./cluster.js";

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);

/** Presses Tab until something is reached; throws where that never is. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 200; presses++) {
    if (name.test(await focused(page))) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${name}`);
}

/** How much a text stands out from what is behind it, as WCAG reckons it: 4.5 can be read well. */
const contrasts = (page) =>
  page.evaluate(() => {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = (rgb) => {
      const [r, g, b] = rgb.slice(0, 3).map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let one = element; one; one = one.parentElement) {
        const colour = channels(getComputedStyle(one).backgroundColor);
        if (colour[3] !== 0) {
          return colour;
        }
      }
      return [255, 255, 255];
    };
    return [...document.querySelectorAll("h1, h2, th, td, td span, button, .head span, .connection, .operation")]
      .filter((one) => one.textContent && one.checkVisibility())
      .map((one) => {
        const [light, dark] = [luminance(channels(getComputedStyle(one).color)), luminance(behind(one))].sort((a, b) => b - a);
        return { text: one.textContent, contrast: (light + 0.05) / (dark + 0.05) };
      });
  });

async function canBeRead(page) {
  const all = await contrasts(page);
  assert.ok(all.length > 10, "nothing is there to be read");
  assert.deepEqual(all.filter((one) => one.contrast < 4.5), []);
}

const width = (page) => page.evaluate(() => document.documentElement.scrollWidth);

export function looks(stage) {
  test("everything can be done with the keyboard alone", async () => {
    const page = await visit(stage.browser, stage.server.url);
    await tabTo(page, /^$/);
    await page.getByLabel("User").waitFor();
    await page.keyboard.type("admin");
    await page.keyboard.press("Tab");
    await page.keyboard.type(stage.server.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Clusters" }).waitFor();
    await tabTo(page, /^watched$/);
    await page.keyboard.press("Enter");
    const view = new ClusterView(page);
    await view.element("Task_FetchPackages", "done").waitFor();

    await tabTo(page, /^Fetch packages: done/);
    await page.keyboard.press("Enter");
    await view.log.getByRole("heading", { name: "Fetch packages" }).waitFor();
    await page.keyboard.press("Escape");
    await view.log.waitFor({ state: "detached" });
    assert.match(await focused(page), /^Fetch packages: done/);

    await tabTo(page, /^Join the cluster of watched-worker-1: done/);
    await page.keyboard.press("Enter");
    await view.log.getByText("exit code 0").waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test("on a phone nothing is wider than the screen", async () => {
    const page = stage.page;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("link", { name: "OhMyKube" }).click();
    await page.getByRole("heading", { name: "Clusters" }).waitFor();
    assert.equal(await width(page), 390);
    const view = await ClusterView.open(page, "watched");
    await view.element("Task_MarkReady", "done").waitFor();
    assert.equal(await width(page), 390);
    await view.row("watched-worker-1").getByRole("button", { name: "Log" }).click();
    await view.log.getByText("exit code 0").waitFor();
    assert.equal(await width(page), 390);
    await view.closeLog();
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("it can be read in the light and in the dark, as the system has it or as somebody chose", async () => {
    const page = stage.page;
    const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await ClusterView.open(page, "watched");
    await canBeRead(page);
    const light = await back();
    await page.emulateMedia({ colorScheme: "dark" });
    await canBeRead(page);
    const dark = await back();
    assert.notEqual(light, dark);

    await page.getByRole("button", { name: "Theme: auto" }).click();
    await page.getByRole("button", { name: "Theme: light" }).waitFor();
    assert.equal(await back(), light);
    await page.reload();
    await page.getByRole("button", { name: "Theme: light" }).waitFor();
    assert.equal(await back(), light);
  });
}
