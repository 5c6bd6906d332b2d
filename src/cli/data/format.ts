import { ModelError } from "../../errors.js";
import type { InputFormat } from "./options.js";

const MAGIC: readonly (readonly [InputFormat, readonly number[]])[] = [
  ["npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ["npz", [0x50, 0x4b, 0x03, 0x04]],
  ["npz", [0x50, 0x4b, 0x05, 0x06]],
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
];

const EXTENSIONS: Readonly<Record<string, InputFormat>> = {
  csv: "csv",
  tsv: "tsv",
  json: "json",
  jsonl: "jsonl",
  ndjson: "jsonl",
  npy: "npy",
  npz: "npz",
  parquet: "parquet",
  pq: "parquet",
};

/** The format that a file's name announces. */
export function formatOfName(path: string): InputFormat | undefined {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? undefined : EXTENSIONS[path.slice(dot + 1).toLowerCase()];
}

/**
 * The format of an input. Binary formats are told by their first bytes, whatever the name; text by its name, and without one
 * by its content: several lines that each hold a JSON value are JSONL, one value is JSON, all else is CSV.
 */
export function sniffFormat(name: string, head: Uint8Array): InputFormat {
  for (const [format, magic] of MAGIC) if (magic.every((byte, i) => head[i] === byte)) return format;
  const named = formatOfName(name);
  if (head.subarray(0, 1024).includes(0) && !(named === "csv" || named === "tsv"))
    throw new ModelError("format/unknown", `${name} is of no table format that Brine reads: csv, tsv, json, jsonl, npy, npz, parquet.`, {
      where: name,
    });
  if (named === "csv" || named === "tsv" || named === "json" || named === "jsonl") return named;
  return sniffText(new TextDecoder().decode(head));
}

function sniffText(text: string): InputFormat {
  const start = text.trimStart();
  if (!start.startsWith("{") && !start.startsWith("[")) return "csv";
  const end = start.indexOf("\n");
  if (end < 0) return "json";
  return start.slice(end).trim() !== "" && isJson(start.slice(0, end)) ? "jsonl" : "json";
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
