import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { load, verify } from "../../src/index.js";
import { difference } from "./compare.js";
import { Fixture } from "./fixture.js";

const folder = mkdtempSync(join(tmpdir(), "brine-assets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Layers that adapted keep their vocabularies beside the configuration. */
const adapted = ["StringLookup/2.12/adapted", "StringLookup/3.15/adapted", "IntegerLookup/3.15/adapted", "TextVectorization/3.15/adapted"];

it.each(adapted)("%s keeps its vocabulary when it is saved", async (name) => {
  const fixture = await new Fixture(name).open();
  const model = await fixture.load("model.keras");
  const file = join(folder, `${name.replaceAll("/", "-")}.keras`);
  await model.save(file);
  const again = await load(file);
  const [call] = fixture.document.calls;
  if (call === undefined) throw new Error("no call");
  expect(difference(fixture.outputs(call), await again.predict(fixture.inputs(call)), fixture.document.tolerance)).toBeUndefined();
  const found = await verify(model, again, { inputs: fixture.inputs(call) });
  expect([...found.configuration, ...found.weights, ...found.predictions]).toEqual([]);
});

it("says that .h5 has no place for a vocabulary", async () => {
  const model = await new Fixture("StringLookup/3.15/adapted").load("model.keras");
  await expect(model.save(join(folder, "lookup.h5"))).rejects.toMatchObject({ code: "format/write" });
});
