import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scan } from "../src/index.js";
import { Fixture, root } from "./keras/fixture.js";

/** One case of every layer, in every form that the newest Keras saved it in. */
const names = readdirSync(root).flatMap((unit) => {
  const version = readdirSync(join(root, unit)).sort().at(-1) ?? "";
  return readdirSync(join(root, unit, version))
    .slice(0, 1)
    .map((name) => `${unit}/${version}/${name}`);
});

it("no model that Keras saved raises a false alarm", async () => {
  const alarms: string[] = [];
  for (const name of names) {
    const fixture = new Fixture(name);
    for (const form of fixture.document.files.map((file) => file.replace(/\.gz$/, ""))) {
      const { verdict, doubts, findings } = await scan(fixture.path(form));
      const running = findings.filter(({ severity }) => severity === "runs-code").map((found) => `${found.name}: ${found.reason}`);
      if (verdict !== "clean") alarms.push(`${name} ${form}: ${verdict} ${[...running, ...doubts].slice(0, 2).join("; ")}`);
    }
    fixture.close();
  }
  expect(alarms).toEqual([]);
}, 120_000);
