import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSource } from "../../src/bytes/open.js";
import { crc32c, masked } from "../../src/container/tensorflow/bundle/crc32c.js";
import { sliceKey } from "../../src/container/tensorflow/bundle/slice-key.js";
import { zipFormat } from "../../src/container/zip/format.js";
import { load, verify } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import { unpack } from "./fixture.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brine-folders-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("folders", () => {
  it("an unpacked .keras file is the model that it was", async () => {
    const file = join(import.meta.dirname, "..", "fixtures", "keras", "Dense", "3.15", "deep", "model.keras");
    const source = await openSource(file);
    const archive = await zipFormat.read(source, defaultLimits);
    for (const name of archive.names) {
      const entry = await archive.source(name);
      writeFileSync(join(folder, name), await entry.read(0, entry.size));
    }
    await source.close?.();
    const model = await load(folder);
    expect(model.weights.size).toBeGreaterThan(0);
    expect((await verify(model, file)).equal).toBe(true);
  });

  it("a folder of something else is told by what it holds", async () => {
    const other = join(folder, "other");
    mkdirSync(other);
    await expect(load(other)).rejects.toThrow("it holds nothing");
    writeFileSync(join(other, "notes.txt"), "no model");
    await expect(load(other)).rejects.toMatchObject({ code: "format/unknown", message: expect.stringContaining("notes.txt") });
  });

  it("a graph without the folder about it says what it lacks", async () => {
    const saved = unpack("session/2.15");
    const alone = await load(join(saved, "saved_model.pb"));
    expect(alone.methods).toContain("serving_default");
    await expect(alone.predict([[1, 2, 3, 4, 5, 6]])).rejects.toMatchObject({ code: "tensorflow/weights" });
    rmSync(saved, { recursive: true });
  });

  it("a checkpoint opens by its index, and as a folder", async () => {
    const saved = unpack("checkpoint/2.15");
    const byFolder = await load(saved);
    const byIndex = await load(join(saved, "model.ckpt.index"));
    expect([...byFolder.weights.keys()]).toContain("layer/kernel");
    expect((await verify(byFolder, byIndex)).equal).toBe(true);
    await expect(byIndex.predict([[1]])).rejects.toMatchObject({ code: "model/not-a-model" });
    rmSync(saved, { recursive: true });
  });
});

describe("bundles", () => {
  const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");

  it("checksums are Castagnoli's, masked", () => {
    // RFC 3720, B.4.
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
    expect(masked(crc32c(new TextEncoder().encode("foo")))).not.toBe(crc32c(new TextEncoder().encode("foo")));
  });

  it("parts of variables are found under ordered keys", () => {
    // 0, the name and its end, one axis, then start and length: more leading ones, more bytes.
    expect(hex(sliceKey("a", [{ start: 0, length: -1 }]))).toBe("0061000101" + "01" + "80" + "7f");
    expect(hex(sliceKey("a", [{ start: 63, length: 64 }]))).toBe("0061000101" + "01" + "bf" + "c040");
    expect(hex(sliceKey("a", [{ start: 8191, length: 8192 }]))).toBe("0061000101" + "01" + "dfff" + "e02000");
  });
});
