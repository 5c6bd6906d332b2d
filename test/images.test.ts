import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { decodeImage } from "../src/cli/data/image/decode.js";
import { withChannels } from "../src/cli/data/image/pixels.js";
import { type Interpolation, resize } from "../src/cli/data/image/resize.js";
import { readNpz } from "../src/container/npy/npz.js";
import { toTensor } from "../src/container/python/tensor.js";
import { ModelError } from "../src/index.js";

/** Made by oracle/images.py: images, and what Pillow makes of them. */
const file = (name: string) => new Uint8Array(readFileSync(fileURLToPath(new URL(`fixtures/images/${name}`, import.meta.url))));
const expected = await readNpz(file("expected.npz"));
const channels = { L: 1, RGB: 3, RGBA: 4 } as const;

it.each([...expected.keys()])("%s: every pixel is Pillow's", async (key) => {
  const [name = "", how = "", size] = key.split(" ");
  const image = await decodeImage(file(name), name);
  const [width = 0, height = 0] = size?.split("x").map(Number) ?? [];
  const found = size ? resize(image, width, height, how as Interpolation) : withChannels(image, channels[how as keyof typeof channels]);
  const wanted = toTensor(expected.get(key) as never);
  expect([found.height, found.width, ...(found.channels === 1 ? [] : [found.channels])]).toEqual([...wanted.shape]);
  expect(Buffer.from(found.data).equals(Buffer.from(wanted.as("uint8").data))).toBe(true);
});

const reason = async (bytes: Uint8Array) =>
  decodeImage(bytes, "x").then(
    () => "decoded",
    (error: unknown) => (error instanceof ModelError && error.code === "input/value" ? "refused" : `threw ${error}`),
  );

it("four colours, sizes beyond measure and bombs are refused", async () => {
  expect(await reason(file("four.jpg"))).toBe("refused");
  const huge = file("rgb.png").slice();
  new DataView(huge.buffer).setUint32(16, 2 ** 30);
  expect(await reason(huge)).toBe("refused");
  const jpeg = file("plain.jpg").slice();
  const frame = Buffer.from(jpeg).indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.set([0xff, 0xff, 0xff, 0xff], frame + 5);
  expect(await reason(jpeg)).toBe("refused");
  const bits = Buffer.from(file("rgb.png"));
  const { deflateSync } = await import("node:zlib");
  const bomb = deflateSync(Buffer.alloc(2 ** 24));
  const at = bits.indexOf("IDAT") - 4;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(bomb.length);
  head.write("IDAT", 4);
  expect(await reason(new Uint8Array(Buffer.concat([bits.subarray(0, at), head, bomb, Buffer.alloc(4), bits.subarray(at)])))).toBe(
    "refused",
  );
});

it("cut and flipped files end as pixels or as errors of our own", async () => {
  for (const name of ["rgb.png", "palette.png", "plain.jpg", "progressive.jpg"]) {
    const whole = file(name);
    for (let at = 0; at < whole.length; at += 29) expect(await reason(whole.slice(0, at))).toMatch(/^(decoded|refused)$/);
    for (let at = 2; at < whole.length; at += 23) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(await reason(flipped), `${name} ${at}`).toMatch(/^(decoded|refused)$/);
    }
    expect(await reason(whole)).toBe("decoded");
  }
});
