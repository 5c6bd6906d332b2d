import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { load } from "../src/index.js";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const cli = join(root, "dist", "cli.js");
export const folder = mkdtempSync(join(tmpdir(), "brine-cli-"));
export const forest = join(root, "examples", "flowers.pkl");
export const rows = join(root, "examples", "flowers.csv");
export const fixture = (path: string) => join(root, "test", "fixtures", "sklearn", path);
export const header = readFileSync(rows, "utf8").split("\n")[0] ?? "";

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The built command in a process of its own, as users run it. */
export function brine(args: readonly string[], stdin?: string | Uint8Array, env: NodeJS.ProcessEnv = {}): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [cli, ...args],
      { encoding: "utf8", maxBuffer: 2 ** 28, cwd: folder, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
    if (stdin === undefined) child.stdin?.end();
    else child.stdin?.end(stdin);
  });
}

export async function ok(args: readonly string[], stdin?: string): Promise<string> {
  const said = await brine(args, stdin);
  expect(said.err).toBe("");
  expect(said.code).toBe(0);
  return said.out;
}

export const lines = (text: string) => text.trimEnd().split("\n");

/** What the model itself says of the rows, asked in this process. */
export async function answers(method = "predict"): Promise<unknown[]> {
  const model = await load(forest);
  const [, ...cells] = lines(readFileSync(rows, "utf8")).map((line) => line.split(","));
  const x = cells.map((row) => row.slice(0, model.inputs?.columns).map(Number));
  const answer = await model.call(method, x);
  return (answer as { toArray(): unknown[] }).toArray();
}

/** The rows without columns that the model does not take. */
export const features = (await load(forest)).inputs?.columns ?? 0;
export const input = join(folder, "rows.csv");
writeFileSync(
  input,
  lines(readFileSync(rows, "utf8"))
    .map((line) => line.split(",").slice(0, features).join(","))
    .join("\n"),
);

/** A fixture's model by its path without the extension, which the runner chooses. */
export function model(stem: string): string {
  return [".pkl", ".joblib"].map((extension) => stem + extension).find(existsSync) ?? stem;
}
