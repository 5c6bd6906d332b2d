import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { errorCodes } from "../src/errors.js";

const root = join(import.meta.dirname, "..");

it("docs/errors.md lists every code, and no other", () => {
  const documented = [...readFileSync(join(root, "docs", "errors.md"), "utf8").matchAll(/^\| `([^`]+)` *\|/gm)].map((match) => match[1]);
  expect([...documented].sort()).toEqual(Object.keys(errorCodes).sort());
});

it("every code is thrown somewhere", () => {
  const text = readdirSync(join(root, "src"), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts") && !file.endsWith("errors.ts"))
    .map((file) => readFileSync(join(root, "src", file), "utf8"))
    .join("\n");
  expect(Object.keys(errorCodes).filter((code) => !text.includes(`"${code}"`))).toEqual([]);
});
