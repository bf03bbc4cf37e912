// What a person sees of one cluster on the page.

/** The page of a cluster. Whatever is waited for comes by itself: nothing here reloads. */
export class ClusterView {
  constructor(page) {
    this.page = page;
  }

  /** Goes there from the list of clusters. */
  static async open(page, name) {
    await page.getByRole("link", { name: "OhMyKube" }).click();
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, exact: true, level: 1 }).waitFor();
    return new ClusterView(page);
  }

  /** Waits until the newest process is in a state, as "Cluster up: completed". */
  async operation(text) {
    await this.page.locator(".operation", { hasText: text }).waitFor();
  }

  async phase(text) {
    await this.page.locator(".head .phase", { hasText: new RegExp(`^${text}$`) }).waitFor();
  }

  tab(name) {
    return this.page.getByRole("tab", { name });
  }

  /** Shows the diagram of a process. */
  async process(name, id) {
    await this.tab(name).click();
    await this.page.locator(`.diagram[data-process="${id}"]`).waitFor();
  }

  /** An element of the diagram, in a state where one is named. */
  element(id, state = null) {
    return this.page.locator(`.diagram g.djs-shape[data-element-id="${id}"]${state ? `.is-${state}` : ""}`);
  }

  /** The ids of all elements of the diagram that are in a state. */
  async elements(state) {
    return this.page
      .locator(`.diagram g.djs-shape.is-${state}`)
      .evaluateAll((all) => all.map((one) => one.dataset.elementId));
  }

  row(subject) {
    return this.page.locator(`.nodes tr[data-subject="${subject}"]`);
  }

  get log() {
    return this.page.getByRole("dialog");
  }

  async closeLog() {
    await this.log.getByRole("button", { name: "Close" }).click();
    await this.log.waitFor({ state: "detached" });
  }
}
