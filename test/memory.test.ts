import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const MB = 1e6;
const folder = mkdtempSync(join(tmpdir(), "brine-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Peaks {
  readonly loading: number;
  readonly saving: number;
  readonly written: number;
}

/** Peaks of a process of its own that opens a file and saves it, by the build that `npm test` makes. */
function peaksOf(name: string, pieces: readonly Uint8Array[]): Peaks & { readonly size: number } {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(pieces));
  const child = spawnSync(process.execPath, ["bench/memory.mjs", "--child", file, join(folder, "again.pkl")], { encoding: "utf8" });
  if (child.status !== 0) throw new Error(child.stderr);
  return { ...(JSON.parse(child.stdout) as Peaks), size: statSync(file).size };
}

/** A pickle of `count` values of the same size between two texts of opcodes. */
function repeated(
  head: string,
  count: number,
  width: number,
  write: (into: Buffer, at: number, i: number) => void,
  tail: string,
): Buffer[] {
  const body = Buffer.alloc(count * width);
  for (let i = 0; i < count; i++) write(body, i * width, i);
  return [Buffer.from(head, "latin1"), body, Buffer.from(tail, "latin1")];
}

describe("opening takes at most twice the file and 150 MB", () => {
  test("a list of a million tuples", () => {
    const batch = 1000;
    const pieces = Array.from({ length: 1000 }, (_, k) =>
      repeated(
        "(",
        batch,
        9,
        (into, at, i) => {
          into.write("J", at, "latin1");
          into.writeInt32LE(k * batch + i, at + 1);
          into.write("K\x07\x86\x94", at + 5, "latin1");
        },
        "e",
      ),
    ).flat();
    const { loading, size } = peaksOf("tuples.pkl", [Buffer.from("\x80\x04]\x94", "latin1"), ...pieces, Buffer.from(".")]);
    expect(loading).toBeLessThan(2 * size + 150 * MB);
  }, 60_000);

  test("a dict of 1,000,000 words; saving takes no more than that again", () => {
    const batch = 1000;
    const pieces = Array.from({ length: 1000 }, (_, k) =>
      repeated(
        "(",
        batch,
        16,
        (into, at, i) => {
          into.write(`\x8c\x08${(k * batch + i).toString(36).padStart(8, "w")}\x94J`, at, "latin1");
          into.writeInt32LE(k * batch + i, at + 12);
        },
        "u",
      ),
    ).flat();
    const { loading, saving, written, size } = peaksOf("words.pkl", [Buffer.from("\x80\x04}\x94", "latin1"), ...pieces, Buffer.from(".")]);
    expect(loading).toBeLessThan(2 * size + 150 * MB);
    expect(saving).toBeLessThan(loading + 2 * written + 200 * MB);
  }, 60_000);

  test("an array that protocol 0 writes as text", () => {
    const bytes = Buffer.alloc(80 * MB, "\x80\x81 an array's bytes \xff", "latin1");
    const { loading, size } = peaksOf("text.pkl", [Buffer.from("c_codecs\nencode\n(V"), bytes, Buffer.from("\nVlatin1\ntR.")]);
    expect(loading).toBeLessThan(2 * size + 150 * MB);
  }, 60_000);
});
