// The page: what is shown depends on who is logged in and on the address behind the #.
import "./page.css";

import * as api from "./api.js";
import { ClusterPage } from "./cluster-page.js";
import { ClustersPage } from "./clusters-page.js";
import { h, show } from "./dom.js";
import { LoginPage } from "./login-page.js";
import { Theme } from "./theme.js";

const content = document.getElementById("content");
const top = document.getElementById("top");
const announcer = document.getElementById("announcer");
const theme = new Theme();

let user = null;
let page = null;
let silence = null;
let connection = "lost";

function header() {
  show(
    top,
    h("a", { href: "#/", class: "brand", "data-key": "brand" }, "OhMyKube"),
    user && h("span", { class: `connection ${connection}` }, connection === "live" ? "live" : "connecting again"),
    h("span", { class: "space" }),
    h("button", { type: "button", "data-key": "theme", onclick: () => (theme.next(), header()) }, `Theme: ${theme.name}`),
    user && h("span", {}, user),
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
        await start();
      } else {
        announce(error.message);
        throw error;
      }
    }
    return undefined;
  },
};

function open() {
  page?.close();
  const match = /^#\/clusters\/([^/]+)$/.exec(location.hash);
  page = match ? new ClusterPage(content, decodeURIComponent(match[1]), tools) : new ClustersPage(content, tools);
  page.refresh();
}

function listen() {
  silence?.();
  silence = api.listen(
    (kind, event) => page?.heard(kind, event),
    (state) => {
      const back = state === "live" && connection === "lost";
      connection = state;
      header();
      if (back) {
        page?.refresh();
      }
    },
  );
}

async function start() {
  user = null;
  silence?.();
  try {
    user = (await api.me()).username;
  } catch (error) {
    page?.close();
    page = new LoginPage(content, error.status === 401 ? null : error.message, start);
    header();
    return;
  }
  header();
  open();
  listen();
}

addEventListener("hashchange", () => user && (open(), content.focus()));
start();
