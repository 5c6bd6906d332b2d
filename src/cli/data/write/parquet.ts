import type { SchemaElement } from "hyparquet";
import type { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { ModelError } from "../../../errors.js";
import { CsrMatrix } from "../../../sparse.js";
import { type Data, type HostValue, Tensor } from "../../../tensor.js";
import { columnTensorOf, type Result } from "./columns.js";
import type { Encoder } from "./encoder.js";

type ColumnSource = Parameters<ParquetWriter["write"]>[0]["columnData"][number];

/** Parquet, Snappy-compressed: a row group per batch, of at most {@link GROUP_ROWS} rows; the first rows settle the types. */
export function parquetEncoder(names: readonly string[] | undefined): Encoder {
  let open: { readonly bytes: ByteWriter; readonly file: ParquetWriter } | undefined;
  let first: Map<string, Tensor> | undefined;
  return {
    async *encode(result) {
      if (result instanceof CsrMatrix) throw new ModelError("format/write", "Parquet holds no sparse matrix; write it as .npz.");
      checkDimensions(result);
      const columns = columnTensorOf(result, names);
      first ??= columns;
      if (!open) {
        const { ByteWriter, ParquetWriter } = await import("hyparquet-writer");
        const bytes = new ByteWriter();
        const schema: SchemaElement[] = [{ name: "root", num_children: columns.size }];
        for (const [name, column] of columns) schema.push({ name, repetition_type: "OPTIONAL", ...elementOf(name, column) });
        open = { bytes, file: new ParquetWriter({ writer: bytes, schema, createdBy: "brine" }) };
      }
      const sources = [...columns].map(([name, column]): ColumnSource => ({ name, data: valuesOf(name, column, first?.get(name)) }));
      await open.file.write({ columnData: sources, rowGroupSize: GROUP_ROWS });
      yield taken(open.bytes);
    },
    async *finish() {
      if (!open) throw new ModelError("format/write", "There is no result to write as Parquet.");
      await open.file.finish();
      yield taken(open.bytes);
    },
  };
}

const GROUP_ROWS = 100_000;

/** What the library has written so far; its buffer is used again. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

function checkDimensions(result: Exclude<Result, CsrMatrix>): void {
  for (const tensor of Array.isArray(result) ? (result as readonly Tensor[]) : result instanceof Tensor ? [result] : [])
    if (tensor.shape.length > 2)
      throw new ModelError("input/shape", `A result of shape [${tensor.shape}] is no table; write it as .npy, .npz, .json or .jsonl.`);
}

function elementOf(name: string, column: Tensor): Pick<SchemaElement, "type" | "converted_type" | "logical_type"> {
  switch (column.dtype) {
    case "float64":
      return { type: "DOUBLE" };
    case "float32":
    case "float16":
    case "bfloat16":
      return { type: "FLOAT" };
    case "bool":
      return { type: "BOOLEAN" };
    case "int64":
      return { type: "INT64" };
    case "int32":
      return { type: "INT32" };
    case "int16":
    case "int8":
    case "uint8":
    case "uint16":
    case "uint32":
    case "uint64": {
      const bitWidth = Number(/\d+$/.exec(column.dtype)?.[0]);
      const isSigned = column.dtype.startsWith("int");
      const converted = `${isSigned ? "INT" : "UINT"}_${bitWidth}` as NonNullable<SchemaElement["converted_type"]>;
      return {
        type: bitWidth === 64 ? "INT64" : "INT32",
        converted_type: converted,
        logical_type: { type: "INTEGER", bitWidth, isSigned },
      };
    }
    case "string":
      return TEXT;
    case "object":
      return elementOfObjects(name, column.data as readonly HostValue[]);
    default:
      throw new ModelError("format/write", `Column "${name}" is ${column.dtype}, which Parquet has no type for.`);
  }
}

const TEXT = { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;

function elementOfObjects(name: string, values: readonly HostValue[]): Pick<SchemaElement, "type" | "converted_type"> {
  const kinds = new Set(values.filter((value) => !isMissing(value)).map((value) => (value instanceof Date ? "date" : typeof value)));
  const [kind = "string", ...more] = kinds;
  if (more.length === 0 && kind === "string") return TEXT;
  if (more.length === 0 && kind === "boolean") return { type: "BOOLEAN" };
  if (more.length === 0 && kind === "number") return { type: "DOUBLE" };
  if (more.length === 0 && kind === "date") return { type: "INT64", converted_type: "TIMESTAMP_MILLIS" };
  throw new ModelError(
    "format/write",
    `Column "${name}" mixes ${[...kinds].join(" and ")} values; Parquet columns have one type. Write CSV, JSON or JSONL.`,
  );
}

function isMissing(value: HostValue): boolean {
  return value === null || (typeof value === "number" && Number.isNaN(value));
}

function valuesOf(name: string, column: Tensor, first: Tensor | undefined): ColumnSource["data"] {
  if (first && first.dtype !== column.dtype)
    throw new ModelError("format/write", `Column "${name}" is ${column.dtype} in one batch and ${first.dtype} in the first.`);
  const { dtype, size } = column;
  if (dtype === "object") {
    const element = first ? JSON.stringify(elementOf(name, first)) : "";
    if (first && size > 0 && !(column.data as readonly HostValue[]).every(isMissing) && JSON.stringify(elementOf(name, column)) !== element)
      throw new ModelError(
        "format/write",
        `Column "${name}" holds other kinds of values than in the first batch; Parquet columns have one type.`,
      );
    return (column.data as readonly HostValue[]).map((value) => (isMissing(value) ? null : value));
  }
  if (dtype === "float16" || dtype === "bfloat16" || dtype === "bool") return Array.from({ length: size }, (_, i) => column.at(i));
  return Array.from(column.data as ArrayLike<Data[number]>);
}
