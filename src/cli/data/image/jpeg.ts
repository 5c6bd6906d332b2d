import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ModelError } from "../../../errors.js";
import { checkSize } from "./decode.js";
import type { Pixels } from "./pixels.js";

/** MozJPEG's decoder in WebAssembly. It answers red, green, blue and alpha, whatever the file holds. */
interface Decoder {
  decode(
    bytes: ArrayBuffer,
    preserveOrientation: boolean,
  ): { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number } | null;
}
type Factory = (options: object) => Promise<Decoder>;

/** What browsers have, and the decoder makes its answer with. */
class BrowserImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

let instance: Promise<Decoder> | undefined;
let complaints: string[] = [];

/** A JPEG image, turned as the file has it (Keras and Pillow do not look at EXIF either). */
export async function decodeJpeg(bytes: Uint8Array, where: string): Promise<Pixels> {
  const { width, height, channels } = frameOf(bytes, where);
  checkSize(width, height, where);
  if (channels === 4) throw new ModelError("input/value", `${where} is in four colours (CMYK); save it as RGB.`, { where });
  instance ??= start();
  const decoder = await instance;
  complaints = [];
  let image: ReturnType<Decoder["decode"]> = null;
  try {
    image = decoder.decode(bytes.slice().buffer, false);
  } catch {
    // libjpeg ends the program where it cannot go on.
    instance = undefined;
  }
  // A file that is cut is filled up with gray, and complained of.
  const cut = complaints.find((line) => /premature/i.test(line));
  if (image === null || cut !== undefined) {
    const reason = cut ?? complaints[0] ?? "libjpeg gave up";
    throw new ModelError("input/value", `${where} is a damaged JPEG file: ${reason}.`, { where });
  }
  return firstChannels(image, channels);
}

function firstChannels({ data, width, height }: { data: Uint8ClampedArray; width: number; height: number }, channels: 1 | 3): Pixels {
  const out = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; to < out.length; from += 4) for (let c = 0; c < channels; c++) out[to++] = data[from + c] ?? 0;
  return { width, height, channels, data: out };
}

async function start(): Promise<Decoder> {
  const global = globalThis as { ImageData?: unknown };
  global.ImageData ??= BrowserImageData;
  const path = "@jsquash/jpeg/codec/dec/mozjpeg_dec";
  const { default: factory } = (await import(`${path}.js`)) as { default: Factory };
  const wasmBinary = await readFile(fileURLToPath(import.meta.resolve(`${path}.wasm`)));
  const say = (line: string): void => void (complaints.length < 8 && complaints.push(line));
  return factory({ noInitialRun: true, wasmBinary, print: say, printErr: say });
}

/** Start of frame: ITU-T T.81, B.2.2. All markers C0 to CF but those of tables. */
function frameOf(bytes: Uint8Array, where: string): { width: number; height: number; channels: 1 | 3 | 4 } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) break;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at++;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const channels = bytes[at + 9];
      if (channels !== 1 && channels !== 3 && channels !== 4) break;
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), channels };
    } else at += 2 + view.getUint16(at + 2);
  }
  throw new ModelError("input/value", `${where} is a damaged JPEG file: it has no frame.`, { where });
}
