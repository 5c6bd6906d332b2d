import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.js";
import type { ByteSource } from "../../src/bytes/source.js";
import { load, ModelError, Tensor } from "../../src/index.js";
import { zeros } from "../../src/tensor.js";
import { unpack } from "../tensorflow/fixture.js";
import { frame } from "./attempt.js";
import { type Damage, damaged, damages, random, seedOf } from "./damage.js";

/** The longest that a damaged folder may take, as this process works. */
const SLOW_MILLISECONDS = 2_000;
/** Cuts and flips of each file that a run tries. */
const PER_FILE = 120;

const opened: string[] = [];
afterAll(() => opened.forEach((folder) => void rmSync(folder, { recursive: true })));

type Files = ReadonlyMap<string, Uint8Array>;

function filesOf(name: string): Files {
  const folder = unpack(name);
  opened.push(folder);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), new Uint8Array(readFileSync(path))];
    }),
  );
}

/** A folder in memory. */
function folderOf(files: Files): ByteSource {
  return {
    ...memorySource(new Uint8Array(0), "folder"),
    folder: { names: [...files.keys()], source: async (name) => memorySource(files.get(name) ?? new Uint8Array(0), name) },
  };
}

/** `ok` with the answer, or the code of a ModelError; whatever else is thrown, or kept inside of one, fails the test. */
async function outcome(files: Files, what: string): Promise<string> {
  const begun = process.cpuUsage();
  try {
    const only = files.get("frozen.pb");
    const model = await load(only ?? folderOf(files));
    void [model.config, model.weights, model.methods, model.inputs];
    const tensors = (model.inputs?.tensors ?? []).map(({ name, dtype, shape }) => {
      const known = (shape ?? [2]).slice(0, 5).map((dim) => Math.min(dim ?? 2, 16));
      return [name, dtype === "string" ? new Tensor("string", [], [""]) : zeros(dtype, known)] as const;
    });
    for (const method of model.methods) await model.call(method, Object.fromEntries(tensors));
    return "ok";
  } catch (error) {
    if (!(error instanceof ModelError)) throw new Error(`${what}: ${error instanceof Error ? frame(error) : error}`);
    for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause)
      if (!(cause instanceof ModelError)) throw new Error(`${what}: a guard caught ${frame(cause)}`);
    return error.code;
  } finally {
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000, what).toBeLessThan(SLOW_MILLISECONDS);
  }
}

function sample(name: string, size: number): Damage[] {
  const all = damages(name, size);
  const next = random(seedOf(`${name} sample`));
  return Array.from({ length: Math.min(PER_FILE, all.length) }, () => all[next() % all.length] as Damage);
}

it.each(["dense/2.15", "control_flow/2.21", "session/2.15", "frozen/2.15", "checkpoint/2.15"])(
  "%s cut, or with a bit flipped, opens or ends in a ModelError",
  async (name) => {
    const files = filesOf(name);
    expect(await outcome(files, name)).toBe("ok");
    const seen = new Map<string, number>();
    for (const [file, bytes] of files)
      for (const damage of sample(`${name}/${file}`, bytes.length)) {
        const found = await outcome(new Map([...files, [file, damaged(bytes, damage)]]), `${name}/${file} ${JSON.stringify(damage)}`);
        seen.set(found, (seen.get(found) ?? 0) + 1);
        // Every byte that numbers are made of is under a checksum.
        if (/\.data-/.test(file))
          expect(["bundle/checksum", "bundle/malformed", "bytes/eof"], `${file} ${JSON.stringify(damage)}`).toContain(found);
      }
    expect(seen.size, JSON.stringify([...seen])).toBeGreaterThan(1);
  },
  120_000,
);

it("data files that are missing are named", async () => {
  const files = new Map(filesOf("checkpoint/2.15"));
  for (const name of [...files.keys()]) if (name.includes(".data-")) files.delete(name);
  expect(await outcome(files, "no data")).toBe("bundle/shard");
});

it("a checkpoint's list cannot lead out of its folder", async () => {
  const files = new Map(filesOf("checkpoint/2.15"));
  files.set("checkpoint", new TextEncoder().encode('model_checkpoint_path: "../../../../etc/passwd"\n'));
  expect(await outcome(files, "traversal")).toBe("ok");
  files.set("other.index", files.get("model.ckpt.index") ?? new Uint8Array(0));
  expect(await outcome(files, "traversal, two to choose from")).toBe("format/ambiguous");
});
