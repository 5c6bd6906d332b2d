import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readPickle } from "../src/container/pickle/read.js";
import {
  Latin1Text,
  Py2String,
  PyBuffer,
  PyDict,
  PyExtension,
  PyGlobal,
  PyObject,
  PyPersistent,
  PySet,
  PyTuple,
  type PyValue,
} from "../src/container/pickle/values.js";
import { pickleChunks, type WriteProtocol, writePickle } from "../src/container/pickle/write.js";
import { realize } from "../src/container/python/realize.js";
import { difference } from "./pickle-same.js";

const protocols: readonly WriteProtocol[] = [2, 3, 4, 5];
/** Where oracle/check_pickle.py finds what was written, if it is to be checked. */
const pairs = process.env.BRINE_PICKLE_PAIRS;
const root = fileURLToPath(new URL("fixtures/pickle/", import.meta.url));

describe("fixtures read, written and read again are the same, and share the same", () => {
  for (const folder of readdirSync(root).filter((name) => name.includes("-")))
    for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith(".pkl")))
      test(`${folder} ${file}`, () => {
        const bytes = readFileSync(join(root, folder, file));
        const { root: value } = readPickle(bytes);
        for (const protocol of protocols) {
          const written = writePickle(value, { protocol });
          const again = readPickle(written);
          expect(again.notes).toEqual([]);
          expect(again.end).toBe(written.length);
          expect(again.protocol).toBe(protocol);
          // Below protocol 4 there is no opcode for sets and such: they become calls, so it is compared where nothing was exchanged.
          if (protocol >= 4 && protocol >= readPickle(bytes).protocol && readPickle(bytes).protocol >= 3)
            expect(difference(value, again.root)).toBeUndefined();
          expect(difference(readPickle(writePickle(again.root, { protocol })).root, again.root)).toBeUndefined();
          if (pairs === undefined) continue;
          mkdirSync(join(pairs, folder), { recursive: true });
          const name = file.replace(".pkl", "");
          copyFileSync(join(root, folder, file), join(pairs, folder, `${name}.original.pkl`));
          writeFileSync(join(pairs, folder, `${name}.p${protocol}.written.pkl`), written);
        }
      });
});

/** Written by a protocol and read again. */
function again(value: PyValue, protocol: WriteProtocol = 4): PyValue {
  const { root: read, notes } = readPickle(writePickle(value, { protocol }));
  expect(notes).toEqual([]);
  return read;
}

describe("sharing", () => {
  test.each(protocols)("a list in itself, by protocol %i", (protocol) => {
    const list: PyValue[] = [1n];
    list.push(list, list);
    const read = again(list, protocol) as PyValue[];
    expect(read[1]).toBe(read);
    expect(read[2]).toBe(read);
  });

  test.each(protocols)("a tuple in itself by way of a list, short and long, by protocol %i", (protocol) => {
    for (const more of [[], [1n, 2n, 3n, 4n]]) {
      const list: PyValue[] = [];
      const tuple = new PyTuple([list, ...more]);
      list.push(tuple);
      const read = again(tuple, protocol) as PyTuple;
      expect((read.items[0] as PyValue[])[0]).toBe(read);
      const other = again(list, protocol) as PyValue[];
      expect((other[0] as PyTuple).items[0]).toBe(other);
    }
  });

  test.each(protocols)("an object in its own arguments by way of a list, by protocol %i", (protocol) => {
    const list: PyValue[] = [];
    const object = new PyObject("reduce", new PyGlobal("a", "f"), new PyTuple([list]));
    list.push(object, object);
    const read = again(object, protocol) as PyObject;
    expect((read.args.items[0] as PyValue[])[0]).toBe(read);
    expect((read.args.items[0] as PyValue[])[1]).toBe(read);
  });

  test("a frozenset in itself by way of an object", () => {
    const object = new PyObject("newobj", new PyGlobal("a", "C"), new PyTuple([]));
    const set = new PySet([object], true);
    object.states.push(new PyDict());
    (object.states[0] as PyDict).set("s", set);
    const read = again(set) as PySet;
    expect(((read.items[0] as PyObject).states[0] as PyDict).get("s")).toBe(read);
  });

  test("what Python could not have made is an error", () => {
    const items: PyValue[] = [];
    const tuple = new PyTuple(items);
    items.push(tuple);
    expect(() => writePickle(tuple, { protocol: 4 })).toThrow(expect.objectContaining({ code: "pickle/write" }));
  });

  test("only what comes again is remembered", () => {
    const text = Buffer.from(writePickle([["a"], ["b"]], { protocol: 4 }));
    expect(text.includes(0x94)).toBe(false);
  });
});

describe("values", () => {
  test.each([
    0n,
    1n,
    255n,
    256n,
    65535n,
    65536n,
    -1n,
    -128n,
    -129n,
    2n ** 31n - 1n,
    2n ** 31n,
    -(2n ** 31n),
    -(2n ** 31n) - 1n,
    2n ** 63n,
    -(2n ** 63n),
    2n ** 2040n,
    -(2n ** 5000n),
  ])("int %s", (value) => expect(again(value)).toBe(value));

  test.each(["", "\ufeffa", "\ud800", "a\udfff\ud800b", "\u{1f600}", "é".repeat(300), "x".repeat(70_000)])("text %#", (value) => {
    for (const protocol of protocols) expect(again(value, protocol)).toBe(value);
  });

  test("protocol 2 writes bytes as CPython does", () => {
    expect(Buffer.from(writePickle(Uint8Array.of(0xff, 0x41), { protocol: 2 })).toString("latin1")).toBe(
      "\x80\x02c_codecs\nencode\nX\x03\x00\x00\x00\xc3\xbfAX\x06\x00\x00\x00latin1\x86R.",
    );
  });

  test("Python 2 names become those of Python 3 where Python does not map them", () => {
    const object = again(
      new PyObject("reduce", new PyGlobal("copy_reg", "_reconstructor"), new PyTuple([new PyGlobal("__builtin__", "xrange")])),
      4,
    ) as PyObject;
    expect(object.callablePath).toBe("copyreg._reconstructor");
    expect(object.args.items[0]).toMatchObject({ module: "builtins", name: "range" });
    expect((again(new PyGlobal("__builtin__", "object"), 2) as PyGlobal).path).toBe("__builtin__.object");
  });

  test("nested names below protocol 4 are attributes of their class", () => {
    expect(again(new PyGlobal("m", "A.B"), 3)).toMatchObject({ callable: { module: "builtins", name: "getattr" } });
    expect(again(new PyGlobal("m", "A.B"), 4)).toMatchObject({ name: "A.B" });
    expect(() => writePickle(new PyGlobal("m\nx", "A"), { protocol: 2 })).toThrow(expect.objectContaining({ code: "pickle/write" }));
  });

  test("the rest", () => {
    const kwargs = new PyDict();
    kwargs.set("a", 1n);
    const made = new PyObject("newobj", new PyGlobal("a", "C"), new PyTuple([]));
    made.kwargs = kwargs;
    expect((again(made) as PyObject).kwargs?.get("a")).toBe(1n);
    expect((again(made, 2) as PyObject).callablePath).toBe("copyreg.__newobj_ex__");
    const old = new PyObject("instance", new PyGlobal("a", "C"), new PyTuple([1n, 2n]));
    expect(again(old, 2)).toMatchObject({ how: "instance", args: { items: [1n, 2n] } });
    expect(again(new PyPersistent("x"))).toMatchObject({ id: "x" });
    for (const code of [1, 300, 70_000])
      expect(readPickle(writePickle(new PyExtension(code), { protocol: 2 })).root).toMatchObject({ code });
    expect(again(new Py2String(Uint8Array.of(0xff)), 2)).toMatchObject({ data: Uint8Array.of(0xff) });
    expect(again(new PyBuffer(Uint8Array.of(1), true), 5)).toEqual(Uint8Array.of(1));
    expect(() => writePickle(new PyBuffer(undefined, true), { protocol: 5 })).toThrow(expect.objectContaining({ code: "pickle/write" }));
  });

  test("a million levels, and a million items, in every kind of container", () => {
    const wrap: readonly ((inner: PyValue) => PyValue)[] = [
      (inner) => [inner],
      (inner) => new PyTuple([inner]),
      (inner) => new PyObject("reduce", new PyGlobal("a", "f"), new PyTuple([inner])),
    ];
    for (const each of wrap) {
      let value: PyValue = null;
      for (let i = 0; i < 1_000_000; i++) value = each(value);
      expect(readPickle(writePickle(value, { protocol: 4 })).notes).toEqual([]);
    }
    const items = Array.from({ length: 1_000_000 }, (_, i) => BigInt(i));
    expect((again(items) as PyValue[]).length).toBe(1_000_000);
  }, 60_000);

  test("long bytes stand outside of frames and are not copied", () => {
    const long = new Uint8Array(100_000).fill(7);
    const chunks = [...pickleChunks([long, "after"], { protocol: 5 })];
    expect(chunks.some((chunk) => chunk === long)).toBe(true);
    expect(readPickle(Buffer.concat(chunks)).notes).toEqual([]);
  });

  test("long bytes stay bytes where protocols 0 to 2 write them as text", () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> (i % 5));
    const escaped = Array.from(bytes, (byte) => {
      const special = byte === 0 || byte === 0x0a || byte === 0x0d || byte === 0x1a || byte === 0x5c;
      return special ? `\\u00${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte);
    }).join("");
    const zero = Buffer.from(`c_codecs\nencode\n(V${escaped}\nVlatin1\ntR.`, "latin1");
    for (const file of [writePickle(bytes, { protocol: 2 }), zero, writePickle(readPickle(zero).root, { protocol: 4 })]) {
      const { root } = readPickle(file);
      expect((root as PyObject).args.items[0]).toBeInstanceOf(Latin1Text);
      expect(Buffer.compare(realize(root) as Uint8Array, bytes)).toBe(0);
    }
    // The same text anywhere else is a text.
    expect(typeof readPickle(Buffer.from(`V${escaped}\n.`, "latin1")).root).toBe("string");
  });

  test("bytes may be put behind a value", () => {
    const object = new PyObject("reduce", new PyGlobal("numpy", "x"), new PyTuple([]));
    const substitution = (each: PyObject) =>
      each === object ? { value: ["wrapper"], bytes: (position: number) => [Uint8Array.of(position)] } : undefined;
    const bytes = Buffer.from([...pickleChunks([object, 5n], { protocol: 4, substitution })].flatMap((chunk) => [...chunk]));
    const at = bytes.indexOf("wrapper") + "wrapper".length + 1;
    expect(bytes[at]).toBe(at);
  });
});
