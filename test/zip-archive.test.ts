import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { memorySource } from "../src/bytes/memory.js";
import { zipFormat } from "../src/container/zip/format.js";
import { writeZip } from "../src/container/zip/write.js";
import { ModelError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";

const keras = new Uint8Array(readFileSync(new URL("fixtures/hdf5/keras.keras", import.meta.url)));
const text = (value: string) => new TextEncoder().encode(value);

async function packed(entries: readonly (readonly [string, Uint8Array])[], compress = false): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of writeZip(entries, { compress })) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

/** The code of what opening the archive, or reading all that it holds, ends in. */
async function codeOf(bytes: Uint8Array, limits = defaultLimits): Promise<string> {
  try {
    const archive = await zipFormat.read(memorySource(bytes), limits);
    for (const name of archive.names) await archive.source(name);
    return "ok";
  } catch (error) {
    if (error instanceof ModelError) return error.code;
    throw error;
  }
}

/** Every place where `from` stands, overwritten. */
function patched(bytes: Uint8Array, from: string, to: string): Uint8Array {
  return new Uint8Array(Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll(from, to), "latin1"));
}

describe("a zip archive", () => {
  it("opens what Keras wrote, and reads entries when they are asked for", async () => {
    const archive = await zipFormat.read(memorySource(keras, "keras.keras"), defaultLimits);
    expect(archive.names).toEqual(["metadata.json", "config.json", "model.weights.h5"]);
    const weights = await archive.source("model.weights.h5");
    expect(Buffer.from(await weights.read(0, 4)).toString("latin1")).toBe("\x89HDF");
    expect(weights.name).toBe("keras.keras/model.weights.h5");
    const config = await archive.source("config.json");
    expect(JSON.parse(new TextDecoder().decode(await config.read(0, config.size)))).toMatchObject({ class_name: "Sequential" });
  });

  it("finds damage in an entry when that entry is asked for", async () => {
    const damaged = keras.slice();
    damaged[5_000] = (damaged[5_000] as number) ^ 1;
    const archive = await zipFormat.read(memorySource(damaged), defaultLimits);
    expect((await archive.source("config.json")).size).toBeGreaterThan(1_000);
    await expect(archive.source("model.weights.h5")).rejects.toThrow("model.weights.h5 fails its checksum");
  });

  it("does not copy stored entries of bytes in memory", async () => {
    const bytes = await packed([["a", text("stored")]]);
    const entry = await (await zipFormat.read(memorySource(bytes), defaultLimits)).source("a");
    expect((await entry.read(0, 6)).buffer).toBe(bytes.buffer);
  });

  it("unpacks deflated entries and leaves folders out", async () => {
    const bytes = await packed(
      [
        ["folder/", text("")],
        ["folder/a.txt", text("x".repeat(10_000))],
        ["leer", text("")],
      ],
      true,
    );
    const archive = await zipFormat.read(memorySource(bytes), defaultLimits);
    expect(archive.names).toEqual(["folder/a.txt", "leer"]);
    expect((await archive.source("folder/a.txt")).size).toBe(10_000);
    expect((await archive.source("leer")).size).toBe(0);
  });

  it("names what it holds where an entry is missing", async () => {
    const archive = await zipFormat.read(memorySource(keras, "m.keras"), defaultLimits);
    await expect(archive.source("model.h5")).rejects.toThrow(
      "m.keras has no entry model.h5; it holds metadata.json, config.json, model.weights.h5.",
    );
  });

  it.each(["../x", "a/../../x", "/etc/passwd", "\\x", "C:\\x", "c:x", "a\\..\\x", "..", "a\0b"])("refuses the name %j", async (name) => {
    expect(await codeOf(await packed([[name, text("")]]))).toBe("zip/entry");
  });

  it.each(["a..b", "..a", "a\\b", "größe", "ab:c"])("takes the name %j", async (name) => {
    expect(await codeOf(await packed([[name, text("1")]]))).toBe("ok");
  });

  it("refuses a name that comes twice", async () => {
    expect(
      await codeOf(
        await packed([
          ["a", text("1")],
          ["a", text("2")],
        ]),
      ),
    ).toBe("zip/entry");
  });

  it("refuses encrypted entries, unknown methods and wrong checksums", async () => {
    const bytes = await packed([["aaa", text("content")]]);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const central = bytes.length - 22 - 46 - 3;
    const set = (at: number, value: number) => {
      const copy = bytes.slice();
      copy[at] = value;
      return codeOf(copy);
    };
    expect(view.getUint32(central, true)).toBe(0x02014b50);
    expect(await set(central + 8, 1)).toBe("zip/entry");
    expect(await set(central + 10, 12)).toBe("zip/entry");
    expect(await set(central + 16, (bytes[central + 16] as number) ^ 1)).toBe("zip/malformed");
    expect(await set(33, 0x21)).toBe("zip/malformed");
  });

  it("refuses a local header that has another name than the directory", async () => {
    const bytes = await packed([["aaa", text("content")]]);
    const other = bytes.slice();
    other[30] = 0x62;
    expect(await codeOf(other)).toBe("zip/malformed");
  });

  it("refuses entries that share their bytes, and sizes that deflate cannot make", async () => {
    const bytes = await packed([
      ["a", text("x".repeat(500))],
      ["b", text("x".repeat(500))],
    ]);
    const directory = bytes.length - 22 - 2 * 47;
    const overlapping = bytes.slice();
    new DataView(overlapping.buffer).setUint32(directory + 47 + 20, 2_000, true);
    expect(await codeOf(overlapping)).toBe("zip/malformed");
    const announced = await packed([["a", text("x".repeat(500))]], true);
    new DataView(announced.buffer).setUint32(announced.length - 22 - 47 + 24, 2 ** 31, true);
    expect(await codeOf(announced)).toBe("zip/malformed");
  });

  it("holds limits.maxBytes", async () => {
    expect(await codeOf(await packed([["a", text("x".repeat(500))]], true), { ...defaultLimits, maxBytes: 400 })).toBe("bytes/too-large");
  });

  it("reads zip64 records", async () => {
    const bytes = await packed([["a", text("content")]]);
    const end = bytes.length - 22;
    const record = Buffer.alloc(56 + 20);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeBigUInt64LE(1n, 24);
    record.writeBigUInt64LE(1n, 32);
    record.writeBigUInt64LE(47n, 40);
    record.writeBigUInt64LE(BigInt(end - 47), 48);
    record.writeUInt32LE(0x07064b50, 56);
    record.writeBigUInt64LE(BigInt(end), 64);
    record.writeUInt32LE(1, 72);
    const tail = Buffer.from(bytes.subarray(end));
    tail.writeUInt32LE(0xffffffff, 16);
    tail.writeUInt16LE(0xffff, 10);
    const zip64 = Buffer.concat([bytes.subarray(0, end), record, tail]);
    expect(await codeOf(new Uint8Array(zip64))).toBe("ok");
    zip64.writeUInt32LE(0, end);
    expect(await codeOf(new Uint8Array(zip64))).toBe("zip/malformed");
  });

  it("ends in a ModelError wherever it is cut", async () => {
    for (let length = 0; length < keras.length; length += 97)
      expect(await codeOf(keras.slice(0, length)), `${length}`).toMatch(/^zip\/malformed$/);
  });

  it("is told from other files", () => {
    expect(zipFormat.sniff(keras)).toBe(true);
    expect(zipFormat.sniff(patched(keras.slice(0, 8), "PK", "PX"))).toBe(false);
  });
});
