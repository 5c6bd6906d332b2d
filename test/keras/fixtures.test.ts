import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verify } from "../../src/index.js";
import { difference } from "./compare.js";
import { Fixture, fixtures } from "./fixture.js";

/** Every model that Keras saved, in every form, asked every question that it was asked there. */
describe.each(fixtures())("%s", (name) => {
  const fixture = new Fixture(name);
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  it.each(fixture.forms)("%s answers as Keras", async (form) => {
    const model = await fixture.load(form);
    for (const [i, call] of fixture.document.calls.entries()) {
      const answer = await model.predict(fixture.inputs(call));
      const found = difference(fixture.outputs(call), answer, fixture.document.tolerance);
      expect(found && `call ${i}: ${found}`).toBeUndefined();
    }
  });

  const [first, ...others] = fixture.forms;
  it.runIf(others.length > 0).each(others)(`%s is the same model as ${first}`, async (other) => {
    const [call] = fixture.document.calls;
    const inputs = call && fixture.inputs(call);
    const found = await verify(await fixture.load(first ?? ""), await fixture.load(other), inputs ? { inputs } : {});
    expect([...found.configuration, ...found.weights, ...found.predictions]).toEqual([]);
  });
});
