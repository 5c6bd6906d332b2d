import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Checkpoint } from "../../src/container/tensorflow/checkpoint.js";
import type { SavedModelFolder } from "../../src/container/tensorflow/saved-model.js";
import { load, verify } from "../../src/index.js";
import { difference } from "../keras/compare.js";
import { Fixture, fixtures } from "./fixture.js";

/** What the project promises of float32 (docs/fixtures.md). */
const TOLERANCE = { rtol: 1e-5, atol: 1e-6 };

describe.each(fixtures())("%s", (name) => {
  const fixture = new Fixture(name);
  const { asked, tensors } = fixture.document;
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  it("opens", async () => {
    const model = await fixture.load();
    const keras = /^(dense|vision|sequence|two_inputs)\/2\.1/.test(name);
    expect(model.framework).toBe(keras ? "keras" : "tensorflow");
    expect(typeof JSON.stringify(model.config)).toBe("string");
    expect((await verify(model, await fixture.load())).equal).toBe(true);
    for (const { method } of asked) expect(model.methods).toContain(method);
  });

  it.runIf(asked.length > 0).each(asked)("$method answers as TensorFlow", async ({ method, inputs, outputs }) => {
    const answer = (await (await fixture.load()).call(method, fixture.named(inputs))) as Record<string, unknown>;
    expect(Object.keys(answer).sort()).toEqual(Object.keys(outputs).sort());
    const wrong = Object.entries(outputs).flatMap(([output, key]) => {
      const found = difference([fixture.array(key)], [answer[output]], TOLERANCE);
      return found === undefined ? [] : [`${output}: ${found}`];
    });
    expect(wrong).toEqual([]);
  });

  const [first] = asked;
  it.runIf(/^(dense|vision|sequence|two_inputs)\/2\.1/.test(name))("predict, by its layers, answers as the graph", async () => {
    const model = await fixture.load();
    const lines = model.summary();
    expect(lines?.length).toBeGreaterThan(1);
    const sizes = [...model.weights.values()].reduce((sum, { size }) => sum + size, 0);
    expect(lines?.reduce((sum, { trainable, fixed }) => sum + trainable + fixed, 0)).toBe(sizes);
    const answer = await model.predict(fixture.named(first?.inputs ?? {}));
    const expected = Object.keys(first?.outputs ?? {})
      .sort()
      .map((key) => fixture.array(first?.outputs[key] ?? ""));
    expect(difference(expected, answer, TOLERANCE)).toBeUndefined();
    // Nothing but the layers goes into this file.
    const path = join(fixture.path, "saved.h5");
    await model.save(path);
    const again = await load(path);
    expect((await verify(model, again)).weights).toEqual([]);
    expect(difference(expected, await again.predict(fixture.named(first?.inputs ?? {})), TOLERANCE)).toBeUndefined();
  });

  it.runIf(tensors !== undefined)("holds what TensorFlow reads of the checkpoint", async () => {
    const { container } = (await fixture.load()).source as { container: unknown };
    const bundle = (container as SavedModelFolder).variables ?? (container as Checkpoint).bundle;
    for (const [key, stored] of Object.entries(tensors ?? {})) {
      if ("texts" in stored) {
        expect(bundle.texts.get(key)?.length, key).toBe(stored.texts);
        continue;
      }
      const found = bundle.tensors.get(key);
      expect(found, key).toMatchObject({ dtype: stored.dtype, shape: stored.shape });
      expect(found?.data, key).toEqual(fixture.array(stored.array).data);
    }
  });
});
