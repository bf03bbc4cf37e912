// The page: what is shown depends on who is logged in and on the address behind the #.
import "./page.css";

import * as api from "./api.js";
import { ClusterPage } from "./cluster-page.js";
import { ClustersPage } from "./clusters-page.js";
import { h, show } from "./dom.js";
import { LoginPage } from "./login-page.js";
import { Theme } from "./theme.js";

/** How long to wait before asking a server again that is not there. Milliseconds. */
const AGAIN = 2000;

/** What stands before the code in a link. */
const CODE = "?code=";

const CONNECTIONS = { first: "connecting", live: "live", lost: "connecting again" };

const content = document.getElementById("content");
const top = document.getElementById("top");
const announcer = document.getElementById("announcer");
const theme = new Theme();

let user = null;
let page = null;
let silence = null;
let connection = "first";

function header() {
  show(
    top,
    h("a", { href: "#/", class: "brand", "data-key": "brand" }, "OhMyKube"),
    user && h("span", { class: `connection ${connection}`, role: "status" }, CONNECTIONS[connection]),
    h("span", { class: "space" }),
    h("button", { type: "button", "data-key": "theme", onclick: () => (theme.next(), header()) }, `Theme: ${theme.name}`),
    user && h("span", { class: "user" }, user),
    user && h("button", { type: "button", "data-key": "logout", onclick: leave }, "Log out"),
  );
}

async function leave() {
  await api.logout();
  location.reload();
}

function announce(text) {
  announcer.textContent = text;
}

/** What every page may need: errors are shown, a session that is over leads to the login. */
const tools = {
  announce,
  async attempt(work) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof api.ApiError)) {
        throw error;
      }
      if (error.status === 401 && user) {
        await start("You are not logged in any more: a login ends after 12 hours, and with the server.");
      } else {
        announce(error.message);
      }
      throw error;
    }
  },
};

/** Puts another page into the place of the one that is shown. */
function turn(make) {
  page?.close();
  content.replaceChildren();
  page = make();
  page.refresh();
}

function open() {
  const match = /^#\/clusters\/([^/]+)$/.exec(location.hash);
  turn(() => (match ? new ClusterPage(content, decodeURIComponent(match[1]), tools) : new ClustersPage(content, tools)));
}

function listen() {
  silence?.();
  silence = api.listen(
    (kind, event) => page?.heard(kind, event),
    (state) => {
      const back = state === "live" && connection !== "live";
      connection = state === "refused" ? "lost" : state;
      header();
      if (back) {
        page?.refresh();
      }
      if (state === "refused") {
        setTimeout(listenAgain, AGAIN);
      }
    },
  );
}

/** The browser does not try again where it was refused: where the server does not know us any more, or is not ready. */
async function listenAgain() {
  if (!user) {
    return;
  }
  try {
    await tools.attempt(api.me);
    listen();
  } catch (error) {
    if (error.status !== 401) {
      setTimeout(listenAgain, AGAIN);
    }
  }
}

/** @param problem why somebody has to log in again; null where he has not yet */
async function start(problem = null) {
  user = null;
  silence?.();
  connection = "first";
  try {
    user = (await api.me()).username;
  } catch (error) {
    turn(() => new LoginPage(content, error.status === 401 ? problem : error.message, start));
    header();
    return;
  }
  header();
  open();
  listen();
}

/**
 * A link that a command has made has a code behind its address, which logs in once. It stays neither in the address nor
 * among the pages that were visited.
 *
 * @returns why it does not log in; null where it does, or where there is none
 */
async function enter() {
  const [address, code] = location.hash.split(CODE);
  if (!code) {
    return null;
  }
  history.replaceState(null, "", address);
  try {
    await api.follow(code);
    return null;
  } catch (error) {
    return error.message;
  }
}

addEventListener("hashchange", () => {
  if (location.hash.includes(CODE)) {
    enter().then(start);
  } else if (user) {
    open();
    content.focus();
  }
});
enter().then(start);
