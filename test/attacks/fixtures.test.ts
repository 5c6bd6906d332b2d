import { mkdtempSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { damages, random, seedOf } from "./damage.js";
import { fixtureFiles, sweep } from "./sweep.js";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = here("../..");
const folder = mkdtempSync(join(root, "node_modules", ".brine-attacks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files and damages of each that a run of the tests tries; `npm run oracle` tries all. */
const FILES = 1_000;
const PER_FILE = 6;

it(`a seeded sample of damaged fixtures (${FILES} files, ${PER_FILE} cuts and flipped bits each; npm run oracle tries every one) opens or ends in a ModelError, in time and memory`, async () => {
  const worker = join(folder, "worker.mjs");
  await build({
    entryPoints: [here("./worker.ts")],
    outfile: worker,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  const next = random(seedOf("sample"));
  const all = fixtureFiles(join(root, "test", "fixtures"));
  const jobs = Array.from({ length: FILES }, () => all[next() % all.length] as (typeof all)[number]).map((job) => {
    const count = damages(job.name, statSync(job.path).size).length;
    return { ...job, attempts: Array.from({ length: PER_FILE }, () => next() % Math.max(1, count)) };
  });
  const { attempts, outcomes, troubles } = await sweep(pathToFileURL(worker).pathname, jobs);
  expect(troubles).toEqual([]);
  expect(attempts).toBe(FILES * PER_FILE);
  // Damage must have been done: most of it is found, and some of it is where nobody looks.
  expect(outcomes.ok ?? 0).toBeGreaterThan(0);
  expect(outcomes.ok ?? 0).toBeLessThan(attempts / 2);
}, 120_000);
