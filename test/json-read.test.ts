import { describe, expect, it } from "vitest";
import { memorySource } from "../src/bytes/memory.js";
import { jsonFormat } from "../src/container/json/format.js";
import { parseJson } from "../src/container/json/parse.js";
import { ModelError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = async (text: string | Uint8Array, limits = defaultLimits) =>
  (await jsonFormat.read(memorySource(typeof text === "string" ? bytesOf(text) : text, "model.json"), limits)).value;

async function failure(text: string | Uint8Array, limits = defaultLimits): Promise<ModelError> {
  const error = await read(text, limits).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof ModelError) return error;
  throw new Error(`no ModelError: ${String(error)}`);
}

describe("JSON", () => {
  it("is read with or without a byte order mark", async () => {
    expect(await read('{"class_name": "Sequential", "größe": [1, 2.5e3, null, true]}')).toEqual({
      class_name: "Sequential",
      größe: [1, 2500, null, true],
    });
    expect(await read('\uFEFF{"a": 1}')).toEqual({ a: 1 });
  });

  it("reads the numbers that Python's json writes and JSON has not", async () => {
    expect(
      await read('{"a": NaN, "b": [Infinity, -Infinity, -1.5, 0], "c": "NaN, \\"Infinity", "d": {}, "e": [], "f": null, "g": false}'),
    ).toEqual({
      a: Number.NaN,
      b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1.5, 0],
      c: 'NaN, "Infinity',
      d: {},
      e: [],
      f: null,
      g: false,
    });
  });

  it.each(['{"__proto__": {"polluted": 1}}', '{"__proto__": {"polluted": NaN}}'])(
    "takes __proto__ for a key like any other: %s",
    async (text) => {
      const value = (await read(text)) as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(["__proto__"]);
      expect(value.polluted).toBeUndefined();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it.each([
    ['{"a": 1,}', "line 1, column 9", 8],
    ['{"a": 1\n "b": 2}', "line 2, column 2", 9],
    ['{"ä": }', "line 1, column 7", 7],
    ['{"a": [1, 2', "line 1, column 12", 11],
    ['{"a": "b', "line 1, column 7", 6],
    ['{"a": "\t"}', "line 1, column 7", 6],
    ['{"a": 01}', "line 1, column 8", 7],
    ['{"a": nan}', "line 1, column 7", 6],
    ['{"a": constructor}', "line 1, column 7", 6],
    ['{"a": 1} 2', "line 1, column 10", 9],
    ["{a: 1}", "line 1, column 2", 1],
    ['{"a" 1}', "line 1, column 6", 5],
    ["", "line 1, column 1", 0],
  ])("says where %j goes wrong", async (text, place, offset) => {
    const error = await failure(text);
    expect(error.code).toBe("json/malformed");
    expect(error.message).toContain("model.json is no sound JSON");
    expect(error.message).toContain(place);
    expect(error.offset).toBe(offset);
  });

  it("refuses bytes that are no UTF-8", async () => {
    expect((await failure(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).code).toBe("json/malformed");
  });

  it("holds its depth and limits.maxBytes", async () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(parseJson(nested(1_000), "x")).toBeInstanceOf(Array);
    expect((await failure(`{"a": ${nested(1_000)}}`)).message).toContain("1000 deep");
    expect((await failure(`{"a": ${"[".repeat(3_000_000)}`)).code).toBe("json/malformed");
    expect(parseJson(`"${"[".repeat(5_000)}"`, "x")).toHaveLength(5_000);
    expect((await failure('{"a": 1}', { ...defaultLimits, maxBytes: 4 })).code).toBe("bytes/too-large");
  });

  it("is told by its beginning", () => {
    for (const text of ['{"a": 1}', ' \n{ "a"', "{}", '\uFEFF{"a"', '"{\\"class_name\\"'])
      expect(jsonFormat.sniff(bytesOf(text)), text).toBe(true);
    for (const text of ["", "{", "[1]", '"text"', "}q", "PK", "(dp0\n"]) expect(jsonFormat.sniff(bytesOf(text)), text).toBe(false);
  });
});
