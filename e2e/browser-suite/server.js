// The program under test: a server with a home directory of its own, and commands beside it.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PROGRAM = process.env.OHMYKUBE_PROGRAM;
const START = /listens on (\S+)/;
const LINK = /Watch it at (\S+)/;
const PASSWORD = /password (\S+)/;

export class Server {
  #directory;
  #process = null;
  #printed = "";
  url;
  password;

  constructor(directory) {
    this.#directory = directory;
  }

  /** Commands that have a home directory, and no server beside them. */
  static async none(scenario) {
    const server = new Server(await mkdtemp(join(tmpdir(), "ohmykube-browser.")));
    await writeFile(server.path("scenario.yaml"), scenario);
    return server;
  }

  /** @param scenario of the simulated machines, as docs/simulated.md has it */
  static async start(scenario) {
    const server = await Server.none(scenario);
    await server.#start(0);
    server.password = PASSWORD.exec(server.#printed)[1];
    return server;
  }

  /** A file beside the home directory. */
  path(name) {
    return join(this.#directory, name);
  }

  get #environment() {
    const { PATH, JAVA_HOME } = process.env;
    return {
      PATH,
      ...(JAVA_HOME ? { JAVA_HOME } : {}),
      HOME: this.#directory,
      OHMYKUBE_HOME: this.path("home"),
      OHMYKUBE_SIMULATION: this.path("scenario.yaml"),
      KUBECONFIG: this.path("kubeconfig"),
    };
  }

  async #start(port) {
    this.#printed = "";
    this.#process = spawn(PROGRAM, ["serve", "--port", String(port)], {
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const listens = new Promise((resolve, reject) => {
      const hear = (data) => {
        this.#printed += data;
        const found = START.exec(this.#printed);
        if (found) {
          resolve(found[1]);
        }
      };
      this.#process.stdout.on("data", hear);
      this.#process.stderr.on("data", hear);
      this.#process.once("exit", () => reject(new Error(`the server has ended: ${this.#printed}`)));
    });
    this.url = await listens;
  }

  /** As a power failure does. */
  async kill() {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  /** Again, on the port on which it was. */
  async startAgain() {
    await this.#start(new URL(this.url).port);
  }

  async stop() {
    if (this.#process?.exitCode === null && this.#process.signalCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      await ended;
    }
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Runs a command to its end and returns what it printed; throws where it fails. */
  async command(...words) {
    const { stdout } = await promisify(execFile)(PROGRAM, words, { env: this.#environment, cwd: this.#directory });
    return stdout;
  }

  /** Begins a command that prints a link to the page; returns the link, and the exit code as a promise. */
  async opened(...words) {
    const command = spawn(PROGRAM, words, {
      env: this.#environment,
      cwd: this.#directory,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const ended = once(command, "exit").then(([code]) => code);
    let said = "";
    const link = await new Promise((resolve, reject) => {
      command.stderr.on("data", (data) => {
        said += data;
        const found = LINK.exec(said);
        if (found) {
          resolve(found[1]);
        }
      });
      ended.then((code) => reject(new Error(`${words.join(" ")} has ended with ${code}: ${said}`)));
    });
    return { link, ended };
  }

  /** Asks the server as programs of the same user do. Throws where it refuses. */
  async ask(method, path, document) {
    const run = this.path("home/run");
    const [file] = (await readdir(run)).filter((name) => name.endsWith(`-${new URL(this.url).port}.json`));
    const { token } = JSON.parse(await readFile(join(run, file), "utf8"));
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/yaml", Accept: "application/json" },
      body: document,
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text ? JSON.parse(text) : null;
  }

  /** Begins to make a cluster of one control plane and some workers. */
  async up(name, workers = 1) {
    await this.ask(
      "POST",
      "/clusters",
      `apiVersion: ohmykube.io/v1alpha1
kind: Cluster
metadata: {name: ${name}}
spec: {launcher: simulated, nodes: {workers: [{count: ${workers}}]}}
`,
    );
  }

  /** The newest process of a cluster, as the server tells it. */
  async newest(cluster) {
    const [{ id }] = await this.ask("GET", `/clusters/${cluster}/processes`);
    return this.ask("GET", `/clusters/${cluster}/processes/${id}`);
  }
}
