// Who did what when, and who waited for whom.

import { begin, bySubject, end } from "./run.js";

/** Pauses shorter than this are the engine's own. Milliseconds. */
const PAUSE = 400;

/**
 * Rows of bars and pauses on a common scale.
 *
 * A pause is put down to the step that the process has before the one that follows the pause: of several the one that
 * ended last, since that is what kept the row waiting.
 *
 * @param flows which steps come before which
 * @param now where what goes on ends, in milliseconds
 * @returns {{from: number, to: number, rows: {subject: string, bars: object[], pauses: object[]}[]}}
 */
export function timeline(run, flows, now) {
  const steps = run.steps.filter((step) => step.started);
  const until = (step) => end(step) ?? (run.ended ? Date.parse(run.ended) : now);
  const from = Math.min(Date.parse(run.started), ...steps.map(begin));
  const to = Math.max(from + 1000, ...steps.map(until));
  const rows = [...bySubject({ steps })].map(([subject, own]) => {
    const bars = own
      .map((step) => ({ step, from: begin(step), to: until(step), lane: 0 }))
      .sort((a, b) => a.from - b.from);
    spread(bars);
    return { subject, bars, pauses: pauses(bars, (step) => awaited(step, steps, flows, until)) };
  });
  return { from, to, rows };
}

/** Bars of one row that overlap go into lanes below each other. */
function spread(bars) {
  const ends = [];
  for (const bar of bars) {
    const free = ends.findIndex((at) => at <= bar.from + 1);
    bar.lane = free < 0 ? ends.length : free;
    ends[bar.lane] = bar.to;
  }
}

function pauses(bars, cause) {
  const found = [];
  let reached = bars[0]?.to;
  for (const bar of bars.slice(1)) {
    if (bar.from - reached >= PAUSE) {
      const last = cause(bar.step);
      found.push({
        from: reached,
        to: bar.from,
        before: bar.step,
        awaited: last && last.to > reached ? last.step : null,
      });
    }
    reached = Math.max(reached, bar.to);
  }
  return found;
}

/** The last to end of the steps that come before one; null where none is known. */
function awaited(step, steps, flows, until) {
  const before = flows.before(step.process, step.step);
  const candidates = steps.filter(
    (one) =>
      before.some((wanted) => wanted.process === one.process && (wanted.step ?? one.step) === one.step) &&
      (one.process !== step.process || one.node === step.node) &&
      begin(one) < begin(step),
  );
  return candidates
    .map((one) => ({ step: one, to: until(one) }))
    .reduce((last, one) => (last && last.to >= one.to ? last : one), null);
}
