// How numbers and states are said.

export function seconds(value) {
  if (value == null) {
    return "";
  }
  if (value < 60) {
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
  }
  const whole = Math.round(value);
  return whole < 3600
    ? `${Math.floor(whole / 60)} min ${whole % 60} s`
    : `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/**
 * What becomes of a cluster that lives for a while.
 *
 * @param expires in ISO 8601; null for a cluster that lives until somebody removes it
 * @param now in milliseconds
 */
export function left(expires, now) {
  if (!expires) {
    return "";
  }
  const minutes = Math.ceil((Date.parse(expires) - now) / 60_000);
  if (minutes <= 0) {
    return "its time is over";
  }
  if (minutes < 60) {
    return `removed in ${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? `removed in ${and(hours, "h", minutes % 60, "min")}`
    : `removed in ${and(Math.floor(hours / 24), "d", hours % 24, "h")}`;
}

const and = (many, unit, few, smaller) => `${many} ${unit}${few ? ` ${few} ${smaller}` : ""}`;

export const millis = (value) => seconds(value == null ? null : value / 1000);

/** The state of a step. */
export const state = (name) => ({ started: "running", asked: "waits for an answer" })[name] ?? name;

/** A step with what it is done to. */
export const named = (step) => (step.node ? `${step.title} of ${step.node}` : step.title);

/** The phase of a node. */
export const phase = (name) => name.replaceAll("_", " ");

export const sinceWhen = (time) => (time ? `since ${new Date(time).toLocaleString()}` : "");

export const subject = (key) => key || "cluster";

/** cluster-up -> Cluster up */
export function process(id) {
  const text = id.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
