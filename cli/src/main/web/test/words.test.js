import assert from "node:assert/strict";
import { test } from "node:test";
import { left } from "../src/words.js";

const NOON = Date.parse("2026-11-22T12:00:00Z");

test("what is left of a cluster's time is said in two units, never as less than it is", () => {
  assert.equal(left("2026-11-22T12:00:01Z", NOON), "removed in 1 min");
  assert.equal(left("2026-11-22T12:59:30Z", NOON), "removed in 1 h");
  assert.equal(left("2026-11-22T13:20:00Z", NOON), "removed in 1 h 20 min");
  assert.equal(left("2026-11-24T15:30:00Z", NOON), "removed in 2 d 3 h");
});

test("a time that is over is not said to be left, and no time is nothing", () => {
  assert.equal(left("2026-11-22T12:00:00Z", NOON), "its time is over");
  assert.equal(left(null, NOON), "");
});
