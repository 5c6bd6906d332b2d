import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/bytes/memory.js";
import { readHdf5 } from "../../src/container/hdf5/read.js";
import { writeHdf5 } from "../../src/container/hdf5/write.js";
import { ModelError } from "../../src/errors.js";
import { strings } from "../../src/tensor.js";
import { LEEWAY_BYTES, SLOW_MILLISECONDS, worked } from "./sweep.js";

const folder = fileURLToPath(new URL("../fixtures/hdf5/", import.meta.url));
const fixture = (name: string) => new Uint8Array(readFileSync(`${folder}${name}`));

/** The code of what reading ends in, which has to be soon and within memory. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const began = worked();
  const before = process.memoryUsage().rss;
  try {
    await readHdf5(memorySource(bytes));
    return "ok";
  } catch (error) {
    if (error instanceof ModelError) return error.code;
    throw error;
  } finally {
    expect(worked() - began).toBeLessThan(SLOW_MILLISECONDS);
    expect(process.memoryUsage().rss - before).toBeLessThan(bytes.length + LEEWAY_BYTES);
  }
}

const healthy = () => outcome(fixture("links.h5"));

describe("hostile HDF5", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".h5")))("%s ends soon, and the next file opens", async (name) => {
    await outcome(fixture(name));
    expect(await healthy()).toBe("ok");
  });

  it.each([0n, 1n, 2n ** 31n, 2n ** 32n - 16n, 2n ** 32n, 2n ** 64n - 16n, 2n ** 64n - 1n])(
    "an object of the global heap that announces %d bytes",
    async (size) => {
      const bytes = fixture("attributes.h5");
      const heap = Buffer.from(bytes.buffer).indexOf("GCOL");
      const view = new DataView(bytes.buffer);
      // Object 1 with that size; and the free space behind the objects.
      for (const index of [1, 0]) {
        const copy = bytes.slice();
        const changed = new DataView(copy.buffer);
        changed.setUint16(heap + 16, index, true);
        changed.setBigUint64(heap + 24, size, true);
        expect(["hdf5/malformed", ...(size === 1n ? ["ok"] : [])]).toContain(await outcome(copy));
      }
      expect(view.getUint16(heap + 16, true)).toBe(1);
      expect(await healthy()).toBe("ok");
    },
  );

  it("texts that all point to one long text", async () => {
    const count = 20_000;
    const length = 60_000;
    const content = strings([count], ["x".repeat(length), ...Array.from({ length: count - 1 }, () => "y")]);
    const bytes = await writeHdf5({ attributes: new Map(), members: new Map([["a", content]]) });
    // An element is a length (4 bytes), the address of a heap (8) and an index in it (4).
    const first = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Buffer.from(Uint32Array.of(length).buffer));
    expect(await outcome(bytes.slice())).toBe("ok");
    const pointed = bytes.slice();
    for (let i = 1; i < count; i++) pointed.set(pointed.subarray(first, first + 16), first + i * 16);
    expect(await outcome(pointed)).toBe("hdf5/malformed");
    expect(await healthy()).toBe("ok");
  });

  it("a tree whose nodes are reached by 2^40 ways", async () => {
    const file = Buffer.from(fixture("many.h5"));
    const root = file.indexOf("TREE");
    const nodeBytes = 544;
    const levels = 40;
    const symbols = Buffer.from(file.subarray(file.indexOf("SNOD"), file.indexOf("SNOD") + 328));
    symbols.writeUInt16LE(0, 6);
    const nodes = Array.from({ length: levels }, (_, level) => {
      const node = Buffer.from(file.subarray(root, root + nodeBytes));
      const child = BigInt(file.length + nodeBytes * (level === 0 ? levels : level - 1));
      node.writeUInt8(level, 5);
      node.writeUInt16LE(2, 6);
      node.writeBigUInt64LE(child, 32);
      node.writeBigUInt64LE(child, 48);
      return node;
    });
    const bytes = Buffer.concat([file, ...nodes, symbols]);
    (nodes.at(-1) as Buffer).copy(bytes, root);
    bytes.writeBigUInt64LE(BigInt(bytes.length), 40);
    expect(await outcome(new Uint8Array(bytes))).toBe("hdf5/malformed");
    expect(await healthy()).toBe("ok");
  });

  it("superblocks that lie", async () => {
    for (let at = 8; at < 96; at += 5) {
      for (const value of [1, 0xff]) {
        const bytes = fixture("loop_soft.h5");
        bytes[at] = value;
        expect(await outcome(bytes)).toMatch(/^hdf5\//);
      }
    }
  });
});
