// The server's REST API, as docs/server.md has it.

const BASE = "/api/v1";

/** What the server refused, in its own words. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Throws ApiError, with status 0 where the server is not there. */
export async function ask(path, { method = "GET", body, accept = "application/json" } = {}) {
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      credentials: "same-origin",
      headers: { Accept: accept, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, "the server does not answer");
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw new ApiError(answer.status, told(text) ?? `the server answered ${answer.status}`);
  }
  return accept === "application/json" && text ? JSON.parse(text) : text;
}

function told(text) {
  try {
    return JSON.parse(text).error.message;
  } catch {
    return null;
  }
}

const part = encodeURIComponent;

const ofRun = ({ cluster, id }) => `/clusters/${part(cluster)}/processes/${part(id)}`;

export const clusters = () => ask("/clusters");
export const cluster = (name) => ask(`/clusters/${part(name)}`);
/** How long it lives from now on, such as 2h; null for until somebody removes it. */
export const live = (name, ttl) => ask(`/clusters/${part(name)}/ttl`, { method: "PUT", body: { ttl } });
/** The newest first, without their steps. */
export const runs = (name) => ask(`/clusters/${part(name)}/processes`);
export const run = (known) => ask(ofRun(known));
export const retry = (known) => ask(`${ofRun(known)}/retry`, { method: "POST" });
export const interrupt = (known) => ask(`${ofRun(known)}/interrupt`, { method: "POST" });
export const cancel = (known) => ask(`${ofRun(known)}/cancel`, { method: "POST" });
export const answer = (known, { step, node }, approved, comment) =>
  ask(`${ofRun(known)}/answers`, { method: "POST", body: { step, node, approved, comment } });
export const diagram = (known, process) =>
  ask(`${ofRun(known)}/diagrams/${part(process)}`, { accept: "application/xml" });
export const log = (known, step) =>
  ask(`${ofRun(known)}/log?step=${part(step.step)}${step.node ? `&node=${part(step.node)}` : ""}`, {
    accept: "text/plain",
  });
export const me = () => ask("/session");
export const login = (username, password) => ask("/session", { method: "POST", body: { username, password } });
/** Logs in by the code of a link. */
export const follow = (code) => ask("/session/link", { method: "POST", body: { code } });
export const logout = () => ask("/session", { method: "DELETE" });

/**
 * Listens to what happens. After a lost connection the browser asks again for all that came since the last event it has
 * seen, so nothing is missed.
 *
 * @param heard called with the kind of each event (step, run, node, removed) and the event
 * @param state called with "live", with "lost" while the browser tries again, or with "refused" where it does not
 * @returns a function that ends it
 */
export function listen(heard, state) {
  const source = new EventSource(`${BASE}/events`);
  source.onopen = () => state("live");
  source.onerror = () => state(source.readyState === EventSource.CLOSED ? "refused" : "lost");
  for (const kind of ["step", "run", "node", "removed"]) {
    source.addEventListener(kind, (message) => heard(kind, JSON.parse(message.data)));
  }
  return () => source.close();
}
