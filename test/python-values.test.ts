import { readdirSync, readFileSync } from "node:fs";
import { expect, describe as group, test } from "vitest";
import { readPickle } from "../src/container/pickle/read.js";
import { PyDict } from "../src/container/pickle/values.js";
import { describe } from "./python-describe.js";

const root = new URL("fixtures/pickle/", import.meta.url);

for (const folder of readdirSync(root)
  .filter((name) => name.includes("-"))
  .sort())
  for (const file of readdirSync(new URL(`${folder}/`, root)).filter((name) => name.endsWith(".json"))) {
    const name = file.replace(".json", "");
    const expected: Record<string, unknown> = JSON.parse(readFileSync(new URL(`${folder}/${file}`, root), "utf8"));
    const pickles = readdirSync(new URL(`${folder}/`, root)).filter((each) => each.startsWith(`${name}.p`));
    group(`${folder} ${name}`, () => {
      test.each(pickles)("%s", (pickle) => {
        const { root: cases, notes } = readPickle(readFileSync(new URL(`${folder}/${pickle}`, root)));
        expect(notes).toEqual([]);
        if (!(cases instanceof PyDict)) throw new Error("not a dict");
        expect(cases.size).toBe(Object.keys(expected).length);
        for (const [key, value] of cases.strings()) {
          let got: unknown;
          try {
            got = describe(value);
          } catch (error) {
            got = error;
          }
          expect.soft(got, key).toEqual(expected[key]);
        }
      });
    });
  }
