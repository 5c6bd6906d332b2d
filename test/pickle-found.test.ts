import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { memorySource } from "../src/bytes/memory.js";
import { joblibFormat } from "../src/container/joblib/format.js";
import { HEAD_BYTES, looksLikePickle } from "../src/container/pickle/sniff.js";
import { defaultLimits } from "../src/limits.js";
import { bytes } from "./pickle-text.js";

const root = new URL("fixtures/pickle/", import.meta.url);

describe("found by content", () => {
  test.each([
    ["a protocol 0 dict", "(dp0\nVa\np1\nI1\ns.", true],
    ["a protocol 1 list", "]q\x00(K\x01K\x02e.", true],
    ["a header", "\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00N.", true],
    ["a cut protocol 0 list", `(lp0\n${"I1\na".repeat(20)}I1`, true],
    ["zip", "PK\x03\x04\x14\x00", false],
    ["gzip", "\x1f\x8b\x08\x00", false],
    ["zlib", "x\x9c\x4b", false],
    ["bzip2", "BZh91AY&SY", false],
    ["xz", "\xfd7zXZ\x00", false],
    ["lzma", "]\x00\x00\x80\x00", false],
    ["HDF5", "\x89HDF\r\n\x1a\n", false],
    ["npy", "\x93NUMPY\x01\x00", false],
    ["JSON", '{"a": 1}', false],
    ["CSV", "I1,I2\n1,2\n", false],
    ["text", "NaN is not a number.\n", false],
    ["safetensors", "\x80\x02\x00\x00\x00\x00\x00\x00{}", false],
    ["nothing", "", false],
    ["one byte", ".", false],
  ])("%s", (_, head, expected) => {
    expect(looksLikePickle(bytes(head))).toBe(expected);
  });

  test("fixtures of every protocol", () => {
    for (const folder of readdirSync(root).filter((name) => name.includes("-")))
      for (const file of readdirSync(new URL(`${folder}/`, root)).filter((name) => name.endsWith(".pkl")))
        expect(looksLikePickle(readFileSync(new URL(`${folder}/${file}`, root)).subarray(0, HEAD_BYTES)), file).toBe(true);
  });

  test("a file that is too large is refused before it is read", async () => {
    const source = { name: "big.pkl", size: 2 ** 40, read: () => Promise.reject(new Error("read")) };
    await expect(joblibFormat.read(source, defaultLimits)).rejects.toMatchObject({ code: "bytes/too-large" });
  });

  test("a pickle that names joblib's arrays is read with them, and says where they end too early", async () => {
    const text = "\x80\x03cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}bRAW";
    expect(looksLikePickle(bytes(text))).toBe(true);
    await expect(joblibFormat.read(memorySource(bytes(text)), defaultLimits)).rejects.toMatchObject({ code: "joblib/array" });
  });
});
