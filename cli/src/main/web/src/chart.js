// The timeline as a drawing.

import { h, pressed, s } from "./dom.js";
import { keyOf } from "./run.js";
import { timeline } from "./timeline.js";
import { millis, named, seconds, state, subject } from "./words.js";

const LANE = 18;
const LABEL = 150;
const WIDTH = 1000;

/** @param chosen called with the step of a bar that is clicked */
export function chart(run, flows, now, chosen) {
  const { from, to, rows } = timeline(run, flows, now);
  const x = (time) => LABEL + ((time - from) / (to - from)) * (WIDTH - LABEL - 10);
  let y = 22;
  const drawn = rows.map((row) => {
    const lanes = 1 + Math.max(0, ...row.bars.map((bar) => bar.lane));
    const top = y;
    y += lanes * LANE + 6;
    return s(
      "g",
      {},
      s("text", { x: 4, y: top + 13, class: "row" }, subject(row.subject)),
      row.pauses.map((pause) => mark(pause, x, top)),
      row.bars.map((bar) => drawBar(bar, x, top, chosen)),
    );
  });
  return h(
    "div",
    { class: "chart", tabindex: "0", role: "region", "aria-label": "Timeline" },
    s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${y}`, role: "img", "aria-label": "Who did what when" },
      scale(from, to, x, y),
      drawn,
    ),
  );
}

function scale(from, to, x, height) {
  const span = (to - from) / 1000;
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find((one) => span / one <= 10) ?? 7200;
  const marks = [];
  for (let at = 0; at <= span; at += step) {
    const place = x(from + at * 1000);
    marks.push(
      s("line", { x1: place, x2: place, y1: 16, y2: height, class: "grid" }),
      s("text", { x: place, y: 11, class: "tick" }, seconds(at)),
    );
  }
  return s("g", { "aria-hidden": "true" }, marks);
}

function drawBar(bar, x, top, chosen) {
  const title = `${named(bar.step)}: ${state(bar.step.state)}, ${millis(bar.to - bar.from)}`;
  return s(
    "g",
    {
      class: "bar",
      tabindex: "0",
      role: "button",
      "aria-label": title,
      "data-key": keyOf(bar.step),
      onclick: () => chosen(bar.step),
      onkeydown: pressed(() => chosen(bar.step)),
    },
    s("title", {}, title),
    s("rect", {
      x: x(bar.from),
      y: top + bar.lane * LANE,
      width: Math.max(2, x(bar.to) - x(bar.from)),
      height: LANE - 4,
      rx: 2,
      class: `is-${bar.step.state}`,
    }),
  );
}

function mark(pause, x, top) {
  const waited = millis(pause.to - pause.from);
  const title = pause.awaited
    ? `${named(pause.before)} waited ${waited} for ${named(pause.awaited)}`
    : `${waited} until ${named(pause.before)}`;
  return s(
    "g",
    { class: "pause" },
    s("title", {}, title),
    s("rect", { x: x(pause.from), y: top + 5, width: Math.max(1, x(pause.to) - x(pause.from)), height: 4 }),
  );
}

/** The longest pauses in words, for whoever cannot hover over the drawing. */
export function waits(run, flows, now, most = 5) {
  return timeline(run, flows, now)
    .rows.flatMap((row) => row.pauses)
    .filter((pause) => pause.awaited)
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .slice(0, most)
    .map((pause) => `${named(pause.before)} waited ${millis(pause.to - pause.from)} for ${named(pause.awaited)}`);
}
