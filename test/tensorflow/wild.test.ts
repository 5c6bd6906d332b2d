import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNpz } from "../../src/container/npy/npz.js";
import { readNpy } from "../../src/container/npy/read.js";
import { toTensor } from "../../src/container/python/tensor.js";
import type { SavedModelFolder } from "../../src/container/tensorflow/saved-model.js";
import { load, type Tensor } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import { difference } from "../keras/compare.js";

/** SavedModels from public repositories, beside the project (never in it), with what TensorFlow answered. */
const folder = join(import.meta.dirname, "..", "..", "..", "shared", "wild");
const present = existsSync(join(folder, "manifest.jsonl"));
const ids: string[] = present
  ? readFileSync(join(folder, "manifest.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ kind }) => kind === "savedmodel")
      .map(({ id }) => id)
  : [];

interface Asked {
  readonly inputs: readonly { readonly name: string }[];
  readonly x: { readonly file: string; readonly kind: string };
  readonly methods: Readonly<Record<string, { readonly file: string }>>;
}

async function arrays(id: string, file: string): Promise<Record<string, Tensor>> {
  const bytes = new Uint8Array(readFileSync(join(folder, "expected", id, file)));
  if (file.endsWith(".npy")) return { value: toTensor(readNpy(bytes)) };
  return Object.fromEntries([...(await readNpz(bytes, defaultLimits))].map(([key, array]) => [key.replace(/\.npy$/, ""), toTensor(array)]));
}

describe.skipIf(!present).each(ids)("wild SavedModel %s", (id) => {
  const document = () => JSON.parse(readFileSync(join(folder, "expected", id, "case.json"), "utf8"));

  it("holds the variables that TensorFlow reads", async () => {
    const { container } = (await load(join(folder, "files", id, "saved_model"))).source;
    const { variables } = container as SavedModelFolder;
    for (const { key, shape, dtype, sha256 } of document().tensors) {
      if (dtype === "string") continue;
      const found = variables?.tensors.get(key);
      expect(found, key).toMatchObject({ shape, dtype });
      const data = found?.data as Float32Array;
      expect(
        createHash("sha256")
          .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
          .digest("hex"),
        key,
      ).toBe(sha256);
    }
  });

  it("answers as TensorFlow", async () => {
    const model = await load(join(folder, "files", id, "saved_model"));
    for (const { inputs, x, methods } of document().objects as Asked[]) {
      const given = await arrays(id, x.file);
      const named = x.kind === "tensors" ? given : { [inputs[0]?.name ?? ""]: given.value as Tensor };
      const answer = (await model.call("serving_default", named)) as Record<string, Tensor>;
      for (const [output, { file }] of Object.entries(methods)) {
        const expected = (await arrays(id, file)).value as Tensor;
        expect(difference([expected], [answer[output]], { rtol: 1e-5, atol: 1e-6 }), output).toBeUndefined();
      }
    }
  }, 180_000);
});
