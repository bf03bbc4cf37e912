// Chromium without a window, and what it complains about.
import { chromium } from "playwright-core";

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long anything may take on a machine that has much else to do. Milliseconds. */
const PATIENCE = 60_000;

export const launch = () =>
  chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: SWITCHES });

const NO_COMPLAINT = /status of 401|net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/;

/**
 * A page of a person that has not been here before, and looks at the list of clusters or another address first. What it
 * complains about is collected in `complaints`: errors in the console, exceptions, requests to other hosts. That somebody is
 * not logged in and that a server is gone are told by the browser itself, and are no complaints. Whatever the page asks is
 * answered with `answer`.
 */
export async function visit(browser, url, options = {}, first = "/") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: url, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.complaints = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !NO_COMPLAINT.test(message.text())) {
      page.complaints.push(`console: ${message.text()} ${message.location().url}`);
    }
  });
  page.on("pageerror", (error) => page.complaints.push(`exception: ${error.stack}`));
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "data:" && host !== new URL(url).host) {
      page.complaints.push(`another host: ${request.url()}`);
    }
  });
  page.on("dialog", (dialog) => dialog.accept(page.answer));
  await page.goto(first);
  return page;
}

export async function logIn(page, password) {
  await page.getByLabel("User").fill("admin");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}
