import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tensor } from "../../src/index.js";
import { concatRows, sliceRows } from "../../src/runtime/rows.js";
import { difference } from "../keras/compare.js";
import { Fixture } from "./fixture.js";

/** Enough that rows are cut into blocks. */
const TIMES = 700;

/** Whether a graph may be cut is found out op by op: answers to many rows are those to few, over and over. */
describe.each([
  ["dense/2.21", "serving_default", true],
  ["vision/2.21", "serving_default", true],
  ["two_inputs/2.21", "serving_default", true],
  ["ops/2.21", "arithmetic", true],
  ["ops/2.21", "products", false],
  ["ops/2.21", "reductions", false],
  ["ops/2.21", "shapes", false],
  ["ops/2.21", "slices", false],
  ["control_flow/2.21", "loops", false],
])("%s %s", (name, method, apart) => {
  const fixture = new Fixture(name);
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  it(`is cut by rows: ${apart}, and answers many as few`, async () => {
    const question = fixture.document.asked.find((asked) => asked.method === method);
    const model = await fixture.load();
    const few = fixture.named(question?.inputs ?? {});
    const many = Object.fromEntries(Object.entries(few).map(([key, x]) => [key, concatRows(new Array<Tensor>(TIMES).fill(x)) as Tensor]));
    const { graph } = model.graph(method, {
      kind: "table",
      columns: Object.entries(few).map(([key, { dtype, shape }]) => ({
        name: key,
        info: { dtype, layout: "dense", shape: ["N", ...shape.slice(1)] },
      })),
    });
    expect(graph.rowwise).toBe(apart);
    const answer = (await model.call(method, many)) as Record<string, Tensor>;
    const rows = Object.values(few)[0]?.shape[0] ?? 0;
    let compared = 0;
    for (const [output, key] of Object.entries(question?.outputs ?? {})) {
      const expected = fixture.array(key);
      const found = answer[output];
      // Multiplied by the number of rows, which is another.
      if (method === "shapes" && output === "q") continue;
      if (found?.shape[0] !== rows * TIMES || expected.shape[0] !== rows) continue;
      compared += 1;
      for (const start of [0, rows * (TIMES >> 1), rows * (TIMES - 1)])
        expect(difference([expected], [sliceRows(found, start, start + rows)], { rtol: 1e-5, atol: 1e-6 }), output).toBeUndefined();
    }
    expect(compared).toBeGreaterThan(0);
  }, 30_000);
});
