import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { memorySource } from "../src/bytes/memory.js";
import type { Hdf5Dataset, Hdf5Group, Hdf5Value } from "../src/container/hdf5/file.js";
import { readHdf5 } from "../src/container/hdf5/read.js";
import { type GroupDraft, writeHdf5 } from "../src/container/hdf5/write.js";
import { ModelError } from "../src/errors.js";
import { type DType, float32, float64, int64, strings, Tensor, zeros } from "../src/tensor.js";

const none = new Map<string, Hdf5Value>();
const group = (members: Record<string, GroupDraft | Tensor>, attributes: Record<string, Hdf5Value> = {}): GroupDraft => ({
  attributes: new Map(Object.entries(attributes)),
  members: new Map(Object.entries(members)),
});
const written = async (draft: GroupDraft) => (await readHdf5(memorySource(await writeHdf5(draft), "written.h5"))).root;
const fixture = async (name: string) => {
  const bytes = new Uint8Array(readFileSync(fileURLToPath(new URL(`fixtures/hdf5/${name}.h5`, import.meta.url))));
  return (await readHdf5(memorySource(bytes, name))).root;
};

async function refusal(draft: GroupDraft): Promise<string> {
  const error = await writeHdf5(draft).catch((cause: unknown) => cause);
  if (error instanceof ModelError && error.code === "format/write") return error.message;
  throw error;
}

/** Members of a dataset's `content` that can be compared. */
const plain = ({ kind, path, ...rest }: Hdf5Group | Hdf5Dataset): unknown =>
  kind === "group"
    ? {
        path,
        attributes: rest.attributes,
        members: new Map([...(rest as Hdf5Group).members].map(([name, member]) => [name, plain(member)])),
      }
    : { path, attributes: rest.attributes, shape: (rest as Hdf5Dataset).shape, content: contentOf({ kind, path, ...rest } as Hdf5Dataset) };
const contentOf = (dataset: Hdf5Dataset) => dataset.content;

describe("writing HDF5", () => {
  it.each(["keras", "links", "many", "storage"])("%s: what was read is written so that it reads the same", async (name) => {
    const original = await fixture(name);
    const again = await written(original);
    const names = (members: Hdf5Group["members"]) => [...members.keys()].sort();
    expect(names(again.members)).toEqual(names(original.members));
    const members = [...original.members].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, member] of members) {
      const found = again.members.get(key);
      if (member.kind === "dataset") {
        expect((found as Hdf5Dataset).content.dtype).toBe(member.content.dtype);
        expect((found as Hdf5Dataset).content).toEqual(member.content);
      } else expect(found && plain(found)).toEqual(plain(member));
    }
    expect(new Map([...again.attributes].sort())).toEqual(new Map([...original.attributes].sort()));
  });

  it("keeps every dtype", async () => {
    const data: [DType, Tensor][] = [
      ...(["int8", "int16", "int32", "uint8", "uint16", "uint32", "float32", "float64"] as const).map((dtype): [DType, Tensor] => {
        const tensor = zeros(dtype, [2, 3]);
        tensor.data.set([1, 2, 3, 4, 5, 100]);
        return [dtype, tensor];
      }),
      ["int64", int64([2], [-5, 5])],
      ["uint64", new Tensor("uint64", [1], new BigUint64Array([2n ** 64n - 1n]))],
      ["bool", new Tensor("bool", [3], new Uint8Array([1, 0, 1]))],
      ["float16", new Tensor("float16", [2], new Uint16Array([0x3c00, 0xc000]))],
      ["bfloat16", new Tensor("bfloat16", [2], new Uint16Array([0x3f80, 0xc000]))],
      ["string", strings([2, 2], ["a", "ü", "", "世界"])],
    ];
    const root = await written(group(Object.fromEntries(data)));
    for (const [dtype, tensor] of data) expect((root.members.get(dtype) as Hdf5Dataset).content, dtype).toEqual(tensor);
    expect((root.members.get("bfloat16") as Hdf5Dataset).attributes).toEqual(new Map([["dtype", "bfloat16"]]));
  });

  it("keeps scalars, empty arrays, views and large arrays", async () => {
    const view = new Tensor("float32", [3], new Float32Array([0, 1, 2, 3, 4]).subarray(1, 4));
    const large = float64(
      [300, 100],
      Float64Array.from({ length: 30_000 }, (_, i) => i / 7),
    );
    const root = await written(
      group({ scalar: float32([], [1.5]), empty: zeros("float32", [0, 4]), view, large, half: zeros("float16", [0]) }),
    );
    for (const [name, tensor] of Object.entries({
      scalar: float32([], [1.5]),
      empty: zeros("float32", [0, 4]),
      view,
      large,
      half: zeros("float16", [0]),
    }))
      expect((root.members.get(name) as Hdf5Dataset).content, name).toEqual(tensor);
  });

  it("keeps attributes: texts of any length, names, numbers", async () => {
    const attributes: Record<string, Hdf5Value> = {
      config: `{"größe": "${"x".repeat(200_000)}"}`,
      empty: "",
      names: ["dense", "größe", "", "ends in a space "],
      int: int64([], [3]),
      matrix: float64([2, 2], [1, 2, 3, 4]),
    };
    const root = await written(group({ inner: group({}, attributes), data: zeros("int8", [1]) }, attributes));
    expect(Object.fromEntries(root.attributes)).toEqual(attributes);
    expect(Object.fromEntries((root.members.get("inner") as Hdf5Group).attributes)).toEqual(attributes);
    expect((await written(group({}, { none: [] }))).attributes.get("none")).toEqual(float64([0], []));
  });

  it("keeps many objects, attributes that move through the header, and names of every kind", async () => {
    const members = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `layer_${i}`,
        group({ "größe 1": new Tensor("bool", [1], new Uint8Array([1])) }, { weight_names: ["größe 1"] }),
      ]),
    );
    const attributes = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`attribute_${i}`, `text ${i}`]));
    const root = await written(group({ ...members, "a\\b": zeros("float16", [2]) }, attributes));
    expect(root.members.size).toBe(301);
    expect(root.attributes.size).toBe(60);
    for (const [name, member] of root.members) {
      if (name === "a\\b") expect((member as Hdf5Dataset).dtype).toBe("float16");
      else expect(((member as Hdf5Group).members.get("größe 1") as Hdf5Dataset).content.at(0)).toBe(true);
    }
  });

  it("writes the same bytes for the same content", async () => {
    const draft = group(
      { a: float32([2], [1, 2]), b: group({ c: new Tensor("bool", [1], new Uint8Array([1])) }) },
      { text: "x", names: ["a"] },
    );
    expect(await writeHdf5(draft)).toEqual(await writeHdf5(draft));
  });

  it("says what it cannot write, and works on", async () => {
    expect(await refusal(group({ "a/b": zeros("int8", [1]) }))).toContain('HDF5 has no members called "a/b"');
    expect(await refusal(group({ a: zeros("complex64", [1]) }))).toContain("no complex64 values");
    expect(await refusal(group({ a: zeros("object", [1]) }))).toContain("no object values");
    expect(await refusal(group({}, { empty: null }))).toContain("/@empty");
    expect(await refusal(group({}, { long: Array.from({ length: 9_000 }, (_, i) => `layer_${i}`) }))).toContain("cut it in several");
    expect(await refusal(group({}, { flag: new Tensor("bool", [], new Uint8Array([1])) }))).toContain("an attribute of bool");
    expect((await written({ attributes: none, members: new Map() })).members.size).toBe(0);
  });
});
