// Dark or light: as the system has it, unless somebody chose.

const NAMES = ["auto", "light", "dark"];
const KEY = "ohmykube-theme";

export class Theme {
  name = NAMES.includes(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "auto";

  constructor() {
    this.#apply();
  }

  next() {
    this.name = NAMES[(NAMES.indexOf(this.name) + 1) % NAMES.length];
    localStorage.setItem(KEY, this.name);
    this.#apply();
  }

  #apply() {
    document.documentElement.dataset.theme = this.name;
  }
}
