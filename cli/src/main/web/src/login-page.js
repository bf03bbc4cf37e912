import * as api from "./api.js";
import { h, show } from "./dom.js";

/** Asks who it is. */
export class LoginPage {
  #element;
  #done;

  constructor(element, problem, done) {
    this.#element = element;
    this.#done = done;
    this.#draw(problem);
    element.querySelector("input").focus();
  }

  #draw(problem) {
    show(
      this.#element,
      h(
        "form",
        { class: "login", onsubmit: (event) => this.#enter(event) },
        h("h1", {}, "Log in"),
        h("label", {}, "User", h("input", { name: "user", autocomplete: "username", required: true })),
        h(
          "label",
          {},
          "Password",
          h("input", { name: "password", type: "password", autocomplete: "current-password", required: true }),
        ),
        problem && h("p", { class: "problem", role: "alert" }, problem),
        h("button", { class: "main" }, "Log in"),
        h("p", { class: "hint" }, "The first start of ‘ohmykube serve’ has printed the administrator's password."),
      ),
    );
  }

  async #enter(event) {
    event.preventDefault();
    const fields = new FormData(event.target);
    try {
      await api.login(fields.get("user"), fields.get("password"));
    } catch (error) {
      this.#draw(error.message);
      const password = this.#element.querySelector("[name=password]");
      password.value = "";
      password.focus();
      return;
    }
    await this.#done();
  }

  heard() {}

  refresh() {}

  close() {}
}
