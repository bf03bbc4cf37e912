// Everything that a person does on the page, one thing after the other, with one server.
import assert from "node:assert/strict";
import { after, afterEach, before, describe } from "node:test";
import { launch, visit } from "./browser.js";
import { changing } from "./changing.js";
import { cockpit } from "./cockpit.js";
import { connection } from "./connection.js";
import { failing } from "./failing.js";
import { lasting } from "./lasting.js";
import { loggingIn } from "./logging-in.js";
import { looks } from "./looks.js";
import { opening } from "./opening.js";
import { scaling } from "./scaling.js";
import { SCENARIO } from "./scenario.js";
import { Server } from "./server.js";
import { watching } from "./watching.js";

describe("the page", { concurrency: false }, () => {
  const stage = { scenario: SCENARIO };

  before(async () => {
    stage.server = await Server.start(SCENARIO);
    stage.browser = await launch();
    stage.page = await visit(stage.browser, stage.server.url);
  });

  afterEach(() => assert.deepEqual(stage.page.complaints.splice(0), []));

  after(async () => {
    await stage.browser?.close();
    await stage.server?.stop();
  });

  loggingIn(stage);
  watching(stage);
  opening(stage);
  lasting(stage);
  failing(stage);
  changing(stage);
  cockpit(stage);
  connection(stage);
  looks(stage);
  scaling(stage);
});
