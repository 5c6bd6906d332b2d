import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compress, compressChoice } from "../src/container/codec/compress.js";
import { decompress } from "../src/container/codec/decompress.js";
import { type Compression, compressions, detectCompression } from "../src/container/codec/detect.js";
import { ModelError } from "../src/errors.js";

const limits = { maxBytes: 2 ** 28 };

async function pack(method: Compression, level: number, data: Uint8Array): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of compress({ method, level }, [data.subarray(0, data.length >> 1), data.subarray(data.length >> 1)]))
    parts.push(part);
  return Buffer.concat(parts);
}

function noise(length: number, seed: number, values = 256): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) % values;
  });
}

const text = Buffer.from("the quick brown fox jumps over the lazy dog; ".repeat(3000));
const floats = new Uint8Array(Float64Array.from({ length: 20_000 }, (_, i) => Math.round(Math.sin(i) * 1000) / 8).buffer);
const samples: readonly [string, Uint8Array][] = [
  ["nothing", new Uint8Array(0)],
  ["one byte", Uint8Array.of(7)],
  ["two equal bytes", Uint8Array.of(7, 7)],
  ["a run of 4", new Uint8Array(4).fill(9)],
  ["a run of 259", new Uint8Array(259).fill(9)],
  ["zeros", new Uint8Array(300_000)],
  ["a power of a word", Buffer.from("abcab".repeat(40))],
  ["text", text],
  ["floats", floats],
  ["noise", noise(250_000, 1)],
  ["noise of two values", noise(120_000, 2, 2)],
  ["mixed", Buffer.concat([text.subarray(0, 70_000), noise(70_000, 5), new Uint8Array(70_000), text.subarray(0, 70_000)])],
];

describe.each(compressions)("%s", (method) => {
  test.each(samples)("packs and unpacks %s", async (_, data) => {
    for (const level of [1, 6, 9]) {
      const packed = await pack(method, level, data);
      if (data.length > 0) expect(detectCompression(packed)).toBe(method);
      const back = await decompress(method, packed, limits, "test");
      expect(Buffer.compare(back.content, data)).toBe(0);
      expect(back.consumed).toBe(packed.length);
    }
  });

  test("makes text smaller", async () => {
    expect((await pack(method, 6, text)).length).toBeLessThan(text.length / 10);
  });

  test("a bomb ends at the limit", async () => {
    const bomb = await pack(method, 9, new Uint8Array(20_000_000));
    const before = process.memoryUsage().rss;
    await expect(decompress(method, bomb, { maxBytes: 1_000_000 }, "bomb")).rejects.toMatchObject({ code: "bytes/too-large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect((await decompress(method, bomb, { maxBytes: 20_000_000 }, "bomb")).content.length).toBe(20_000_000);
    await expect(decompress(method, bomb, { maxBytes: 19_999_999 }, "bomb")).rejects.toMatchObject({ code: "bytes/too-large" });
  });

  test("cut off anywhere", async () => {
    const packed = await pack(method, 6, floats.subarray(0, 30_000));
    for (let end = 14; end < packed.length - 1; end += 97) {
      const error = await decompress(method, packed.subarray(0, end), limits, "cut").catch((caught: unknown) => caught);
      expect(error instanceof ModelError && error.code).toBe("codec/corrupt");
    }
  });

  test("flipped bits give content or codec/corrupt", async () => {
    const packed = await pack(method, 6, text.subarray(0, 5000));
    for (const at of noise(300, 3).map((byte, i) => (byte * 7 + i * 31) % packed.length)) {
      const flipped = new Uint8Array(packed);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      const error = await decompress(method, flipped, limits, "flipped").catch((caught: unknown) => caught);
      if (error instanceof Error)
        expect(error instanceof ModelError && ["codec/corrupt", "bytes/too-large"].includes(error.code)).toBe(true);
    }
  });
});

test.each(["gzip", "bz2"] as const)("%s: several streams in a row are one", async (method) => {
  const one = await pack(method, 6, text);
  const back = await decompress(method, Buffer.concat([one, one]), limits, "two");
  expect(back.content.length).toBe(2 * text.length);
});

test("bzip2 blocks of every size follow each other", async () => {
  const data = noise(450_000, 11, 200);
  const { content } = await decompress("bz2", await pack("bz2", 1, data), limits, "blocks");
  expect(Buffer.compare(content, data)).toBe(0);
});

test("pickles are not taken for packed streams", () => {
  for (const head of ["\x80\x04\x95", "]q\x00.", "}q\x00.", "(dp0\nS'x'\n", "cnumpy\nndarray\n", "BZip is text", "ZF is text", "x is text"])
    expect(detectCompression(Buffer.from(head, "latin1"))).toBeUndefined();
  expect(detectCompression(gzipSync("x").subarray(0, 13))).toBe("gzip");
  expect(detectCompression(new Uint8Array(0))).toBeUndefined();
});

test("compress= as joblib takes it", () => {
  expect(compressChoice(undefined)).toBeUndefined();
  expect(compressChoice(0)).toBeUndefined();
  expect(compressChoice(["zlib", 0])).toBeUndefined();
  expect(compressChoice(true)).toEqual({ method: "zlib", level: 3 });
  expect(compressChoice(7)).toEqual({ method: "zlib", level: 7 });
  expect(compressChoice("lz4")).toEqual({ method: "lz4", level: 0 });
  expect(compressChoice(["xz", 2])).toEqual({ method: "xz", level: 2 });
  expect(() => compressChoice(10)).toThrow(/0 to 9/);
  expect(() => compressChoice(["zip" as "zlib", 3])).toThrow(/zlib, gzip/);
});
