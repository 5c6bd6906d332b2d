import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openFile } from "../../../bytes/file.js";
import { ModelError } from "../../../errors.js";
import type { TensorInput } from "../../../lower/lowering.js";
import { Tensor } from "../../../tensor.js";
import { decodeImage } from "./decode.js";
import { type Pixels, withChannels } from "./pixels.js";
import { type Interpolation, resize } from "./resize.js";

export interface ImageOptions {
  /** Height and width; default: what the model's input says, else the image's own. */
  readonly size?: readonly [height: number, width: number];
  /** Default nearest, as `keras.utils.load_img`. */
  readonly interpolation?: Interpolation;
  /** Numbers are multiplied by the first and divided by the second, before `shift` is added; default 1/1. */
  readonly scale?: readonly [by: number, over: number];
  readonly shift?: number;
}

const extension = /\.(png|jpe?g)$/i;

export const looksLikeImage = (path: string): boolean => extension.test(path);

/** The images of a folder and the folders in it, in the order of their names; a file is itself. */
export async function imageFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = (await readdir(path, { recursive: true })).map(String).filter(looksLikeImage).sort();
  if (names.length === 0) throw new ModelError("input/shape", `The folder ${path} holds no .png or .jpg files.`, { where: path });
  return names.map((name) => join(path, name));
}

/** Images in batches [N, height, width, channels], or [N, channels, height, width] where the model takes them so. */
export async function* readImages(
  files: readonly string[],
  declared: TensorInput,
  batchRows: number,
  options: ImageOptions,
  onBytes?: (done: number, total: number) => void,
): AsyncGenerator<Tensor> {
  const layout = layoutOf(declared);
  for (let from = 0; from < files.length; from += batchRows) {
    const images: Pixels[] = [];
    for (const file of files.slice(from, from + batchRows)) {
      images.push(await readImage(file, layout, options));
      onBytes?.(from + images.length, files.length);
    }
    yield stacked(images, files.slice(from), layout, declared, options);
  }
}

interface Layout {
  readonly channels: 1 | 3 | 4;
  readonly channelsFirst: boolean;
  /** Rank 3: gray without an axis for its channel. */
  readonly flat: boolean;
  readonly height: number | undefined;
  readonly width: number | undefined;
}

const isChannels = (dim: number | null | undefined): dim is 1 | 3 | 4 => dim === 1 || dim === 3 || dim === 4;

function layoutOf({ name, shape }: TensorInput): Layout {
  const [, a, b, c] = shape ?? [null, null, null, 3];
  if (shape?.length === 3 && !isChannels(b))
    return { channels: 1, channelsFirst: false, flat: true, height: a ?? undefined, width: b ?? undefined };
  if (shape === undefined || shape.length === 4) {
    if (isChannels(c)) return { channels: c, channelsFirst: false, flat: false, height: a ?? undefined, width: b ?? undefined };
    if (isChannels(a)) return { channels: a, channelsFirst: true, flat: false, height: b ?? undefined, width: c ?? undefined };
  }
  throw new ModelError(
    "input/shape",
    `Input "${name}" [${shape?.map((dim) => dim ?? "?").join(", ")}] takes no images: [N, height, width, channels] would, with 1, 3 or 4 channels.`,
    { where: name },
  );
}

async function readImage(file: string, { channels, height, width }: Layout, options: ImageOptions): Promise<Pixels> {
  const source = await openFile(file);
  try {
    const image = withChannels(await decodeImage(await source.read(0, source.size), file), channels);
    const [h, w] = options.size ?? [height ?? image.height, width ?? image.width];
    return resize(image, w, h, options.interpolation ?? "nearest");
  } finally {
    await source.close?.();
  }
}

function stacked(
  images: readonly Pixels[],
  files: readonly string[],
  layout: Layout,
  declared: TensorInput,
  options: ImageOptions,
): Tensor {
  const [first] = images;
  if (first === undefined) throw new ModelError("input/shape", "There are no images.");
  const { width, height, channels } = first;
  const one = width * height * channels;
  const plain = options.scale === undefined && options.shift === undefined;
  // Keras makes float32 of images; a model that wants bytes gets them.
  const data = plain && declared.dtype === "uint8" ? new Uint8Array(images.length * one) : new Float32Array(images.length * one);
  const [by, over] = options.scale ?? [1, 1];
  const shift = options.shift ?? 0;
  images.forEach((image, i) => {
    if (image.width !== width || image.height !== height)
      throw new ModelError(
        "input/shape",
        `${files[i]} has ${image.height} × ${image.width} pixels, ${files[0]} ${height} × ${width}; --size HEIGHTxWIDTH makes them alike.`,
        { where: files[i] ?? "" },
      );
    for (let at = 0; at < one; at++) {
      const pixel = Math.floor(at / channels);
      const to = layout.channelsFirst ? (at % channels) * width * height + pixel : at;
      data[i * one + to] = plain ? (image.data[at] ?? 0) : Math.fround(((image.data[at] ?? 0) * by) / over) + shift;
    }
  });
  const shape = layout.flat
    ? [images.length, height, width]
    : layout.channelsFirst
      ? [images.length, channels, height, width]
      : [images.length, height, width, channels];
  return data instanceof Uint8Array ? new Tensor("uint8", shape, data) : new Tensor("float32", shape, data);
}
