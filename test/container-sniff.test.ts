import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ContainerFormat } from "../src/container/container.js";
import { hdf5Format } from "../src/container/hdf5/format.js";
import { joblibFormat } from "../src/container/joblib/format.js";
import { jsonFormat } from "../src/container/json/format.js";
import { onnxFormat } from "../src/container/onnx/format.js";
import { zipFormat } from "../src/container/zip/format.js";

const formats: readonly ContainerFormat[] = [hdf5Format, joblibFormat, jsonFormat, onnxFormat, zipFormat];
const root = join(import.meta.dirname, "fixtures");
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

function headOf(path: string): Uint8Array {
  const head = new Uint8Array(Math.max(...formats.map((format) => format.headBytes)));
  const file = openSync(path, "r");
  const length = readSync(file, head);
  closeSync(file);
  return head.subarray(0, length);
}

const claims = (head: Uint8Array) =>
  formats.filter((format) => format.sniff(head.subarray(0, format.headBytes))).map((format): string => format.type);

describe("formats tell files apart", () => {
  it("no fixture is claimed by two", () => {
    const twice = files.map((path) => [path, claims(headOf(path))] as const).filter(([, types]) => types.length > 1);
    expect(twice).toEqual([]);
  });

  it.each([
    [".h5", ["hdf5"]],
    [".keras", ["zip"]],
    [".npz", ["zip"]],
    [".onnx", ["onnx"]],
    [".joblib", ["joblib"]],
    ["case.json", ["json"]],
  ])("every %s is claimed by %j", (ending, types) => {
    const some = files.filter((path) => path.endsWith(ending));
    for (const path of some) expect([path, claims(headOf(path))]).toEqual([path, types]);
  });

  it("nothing is claimed by two, whatever its first bytes are", () => {
    for (let first = 0; first < 256; first++)
      for (let second = 0; second < 256; second++)
        for (const rest of [
          [3, 4, 0, 0, 0, 0],
          [0x22, 0x7d, 0x2e, 0x2e, 0x2e, 0x2e],
        ]) {
          const types = claims(new Uint8Array([first, second, ...rest]));
          expect(types.length, `${first} ${second} ${types}`).toBeLessThan(2);
        }
  });
});
