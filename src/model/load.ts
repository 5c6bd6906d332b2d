import { openSource, type SourceInput } from "../bytes/open.js";
import type { ByteSource, Folder } from "../bytes/source.js";
import type { Container, ContainerFormat } from "../container/container.js";
import type { Decoder, SourceModel } from "../decode/source.js";
import { ModelError } from "../errors.js";
import { defaultLimits, type Limits } from "../limits.js";

/** What the composition root offers for reading. */
export interface Readers {
  readonly formats: readonly ContainerFormat[];
  readonly decoders: readonly Decoder[];
}

/** Bytes that a message shows of a file that nothing reads. */
const SHOWN_BYTES = 16;
/** Files that a message names of a folder that nothing reads. */
const SHOWN_FILES = 8;

/** Opens a file and decodes what it holds. `file#part` names a model inside it. `weights` is a file whose weights the model gets. */
export async function read(
  input: SourceInput,
  readers: Readers,
  limits: Partial<Limits> = {},
  weights?: SourceInput,
): Promise<SourceModel> {
  const all = { ...defaultLimits, ...limits };
  const { source, part } = await openPart(input);
  try {
    const container = await readContainer(source, readers.formats, all);
    const decoder = decoderOf(container, readers.decoders);
    const model = await decoder.decode(container, part);
    return weights === undefined ? model : await withWeights(model, decoder, weights, readers, all);
  } finally {
    await source.close?.();
  }
}

/** A path may end in `#part`; a file that really is called so wins. */
async function openPart(input: SourceInput): Promise<{ source: ByteSource; part: string | undefined }> {
  const hash = typeof input === "string" ? input.lastIndexOf("#") : -1;
  if (typeof input !== "string" || hash < 0) return { source: await openSource(input), part: undefined };
  try {
    return { source: await openSource(input), part: undefined };
  } catch (error) {
    if (!(error instanceof ModelError) || error.code !== "bytes/not-found") throw error;
    return { source: await openSource(input.slice(0, hash)), part: input.slice(hash + 1) };
  }
}

export async function readContainer(source: ByteSource, formats: readonly ContainerFormat[], limits: Limits): Promise<Container> {
  if (source.folder) return readFolder(source.folder, source.name, formats, limits);
  if (source.size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${source.name} has ${source.size} bytes, the limit is ${limits.maxBytes} (limits.maxBytes).`, {
      where: source.name,
    });
  const longest = Math.max(...formats.map((format) => format.headBytes));
  const head = await source.read(0, Math.min(longest, source.size));
  const claims = formats.filter((format) => format.sniff(head.subarray(0, format.headBytes)));
  const [format, other] = claims;
  if (format === undefined)
    throw new ModelError(
      "format/unknown",
      `${source.name} is of no format that Brine reads${nameOf(head)}. It begins with ${Buffer.from(head.subarray(0, SHOWN_BYTES)).toString("hex")}.`,
      { where: source.name },
    );
  if (other)
    throw new ModelError("format/ambiguous", `${source.name} looks like ${claims.map((claim) => claim.type).join(" and ")}.`, {
      where: source.name,
    });
  return format.read(source, limits);
}

async function readFolder(folder: Folder, name: string, formats: readonly ContainerFormat[], limits: Limits): Promise<Container> {
  const claims = formats.filter((format) => format.folder?.sniff(folder.names));
  if (claims.length > 1)
    throw new ModelError("format/ambiguous", `The folder ${name} looks like ${claims.map((claim) => claim.type).join(" and ")}.`, {
      where: name,
    });
  const found = await claims[0]?.folder?.read(folder, name, limits);
  if (found) return found;
  const some = folder.names.slice(0, SHOWN_FILES).join(", ");
  throw new ModelError("format/unknown", `The folder ${name} is no model that Brine reads; it holds ${some || "nothing"}.`, {
    where: name,
  });
}

async function withWeights(model: SourceModel, decoder: Decoder, weights: SourceInput, readers: Readers, limits: Limits) {
  if (decoder.withWeights === undefined)
    throw new ModelError("model/method", `A ${decoder.type} file holds its weights itself: load it without { weights }.`, {
      where: decoder.type,
    });
  const source = await openSource(weights);
  try {
    return await decoder.withWeights(model, await readContainer(source, readers.formats, limits));
  } finally {
    await source.close?.();
  }
}

function decoderOf(container: Container, decoders: readonly Decoder[]): Decoder {
  for (const wanted of ["yes", "maybe"]) {
    const matches = decoders.filter((decoder) => decoder.match(container) === wanted);
    if (matches.length > 1)
      throw new ModelError("format/ambiguous", `The ${container.type} file is claimed by ${matches.map((m) => m.type).join(" and ")}.`);
    if (matches[0]) return matches[0];
  }
  throw new ModelError("format/unknown", `A ${container.type} file opened, but nothing in it is a model.`);
}

/** Formats that people confuse with ours, by their first bytes. */
const familiar: readonly [string, string][] = [
  ["89484446", "an HDF5 file"],
  ["504b0304", "a zip archive"],
  ["7b", "JSON text"],
  ["3c", "HTML or XML: a failed download, perhaps"],
  ["76657273696f6e2068747470", "a Git LFS pointer: fetch the file itself with git lfs pull"],
  ["1c000000", "a TensorFlow Lite model"],
  ["54464c33", "a TensorFlow Lite model"],
  ["25504446", "a PDF"],
  ["7f454c46", "a program"],
];

function nameOf(head: Uint8Array): string {
  const hex = Buffer.from(head.subarray(0, SHOWN_BYTES)).toString("hex");
  if (head.length === 0) return ": it is empty";
  const found = familiar.find(([prefix]) => hex.startsWith(prefix));
  return found ? ` (it looks like ${found[1]})` : "";
}
