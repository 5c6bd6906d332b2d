import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load, ModelError, Tensor } from "../src/index.js";
import { largeRows, rowsWithInfinity } from "./large-rows.js";

/** Enough rows that blocks, and on slow machines worker threads, take part. */
const ROWS = 40_000;
const forest = join(import.meta.dirname, "..", "examples", "flowers.pkl");

describe("many rows", () => {
  it("answer as few do, whichever thread they are on", async () => {
    expect(existsSync(join(import.meta.dirname, "..", "dist", "worker.js"))).toBe(true);
    const model = await load(forest);
    const x = largeRows(ROWS);
    const all = (await model.predictProba(x)) as Tensor;
    // Asked again and again, since where they are computed follows what they were seen to cost.
    for (let i = 0; i < 3; i++) expect(((await model.predictProba(x)) as Tensor).data).toEqual(all.data);
    for (const start of [0, 511, 512, 20_000, ROWS - 300]) {
      const few = new Tensor("float64", [300, 4], (x.data as Float64Array).slice(start * 4, (start + 300) * 4));
      const part = (await model.predictProba(few)) as Tensor;
      expect(part.data).toEqual((all.data as Float64Array).slice(start * 3, (start + 300) * 3));
    }
  });

  it.each([0, 600, ROWS - 1])("complain of row %i as of one", async (row) => {
    const model = await load(forest);
    await model.predict(largeRows(ROWS));
    const bad = rowsWithInfinity(ROWS, row);
    const said = await model.predict(bad).catch((error: unknown) => error);
    expect(said).toBeInstanceOf(ModelError);
    expect((said as ModelError).message).toMatch(/^Input X contains infinity/);
  });
});
