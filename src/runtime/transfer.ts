import { type Graph, isGraph } from "../graph/builder.js";
import type { RuntimeValue } from "../graph/info.js";
import type { Node } from "../graph/op.js";
import { Value } from "../graph/value.js";
import { CsrMatrix } from "../sparse.js";
import { type Data, Tensor } from "../tensor.js";

/**
 * A graph as plain data that crosses to a worker thread. Large arrays are moved into shared memory once, so that workers hold
 * no copies of a model's weights.
 */
export interface PlainGraph {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly rowwise: boolean;
  readonly single: boolean;
  readonly values: readonly PlainValue[];
  readonly nodes: readonly PlainNode[];
}

interface PlainNode {
  readonly op: string;
  readonly rowsPerRun: number | undefined;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly attributes: unknown;
}

interface PlainValue {
  readonly dtype: Tensor["dtype"];
  readonly shape: readonly (number | string)[];
  readonly layout: "dense" | "csr";
  readonly constant: unknown;
}

const TAG = "brine:tensor";
const GRAPH = "brine:graph";
const CSR = "brine:csr";
/** Below this, copying is cheaper than sharing. */
const SHARE_BYTES = 4096;
const shared = new WeakMap<ArrayBufferView, ArrayBufferView>();

/** Undefined where an attribute is a function or another thing that cannot cross. */
export function toPlain(graph: Graph): PlainGraph | undefined {
  const ids = new Map<Value, number>();
  const values: PlainValue[] = [];
  const idOf = (value: Value): number => {
    let id = ids.get(value);
    if (id === undefined) {
      id = values.length;
      ids.set(value, id);
      const { dtype, shape, layout, constant } = value;
      values.push({ dtype, shape, layout, constant: constant && pack(constant) });
    }
    return id;
  };
  try {
    const nodes = graph.nodes.map((node) => ({
      op: node.op,
      rowsPerRun: node.spec.rowsPerRun,
      inputs: node.inputs.map(idOf),
      outputs: node.outputs.map(idOf),
      attributes: pack(node.attributes),
    }));
    const { rowwise, single = false } = graph;
    return { inputs: graph.inputs.map(idOf), outputs: graph.outputs.map(idOf), rowwise, single, values, nodes };
  } catch (error) {
    if (error instanceof NotTransferable) return undefined;
    throw error;
  }
}

/** The graph again, without its builder: it can be run, not extended. */
export function fromPlain(plain: PlainGraph): Graph {
  const values = plain.values.map(
    ({ dtype, shape, layout, constant }) =>
      new Value(undefined as never, { dtype, shape, layout }, constant === undefined ? undefined : (unpack(constant) as RuntimeValue)),
  );
  const at = (id: number): Value => values[id] as Value;
  const nodes: Node[] = plain.nodes.map(({ op, rowsPerRun, inputs, outputs, attributes }) => ({
    op,
    spec: { op, infer: () => [], ...(rowsPerRun ? { rowsPerRun } : {}) },
    inputs: inputs.map(at),
    outputs: outputs.map(at),
    attributes: unpack(attributes) as Node["attributes"],
  }));
  return { inputs: plain.inputs.map(at), outputs: plain.outputs.map(at), rowwise: plain.rowwise, single: plain.single, nodes };
}

class NotTransferable extends Error {}

/** Run-time values and attributes as plain data. */
export function pack(value: unknown): unknown {
  if (typeof value === "function") throw new NotTransferable();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Tensor) return { [TAG]: value.dtype, shape: value.shape, data: pack(value.data) };
  if (value instanceof CsrMatrix)
    return { [CSR]: value.shape, data: pack(value.data), indices: pack(value.indices), indptr: pack(value.indptr) };
  if (ArrayBuffer.isView(value)) return share(value);
  if (Array.isArray(value)) return value.some((item) => typeof item === "object" && item !== null) ? value.map(pack) : value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [pack(key), pack(item)]));
  if (value instanceof Set || value instanceof RegExp || value instanceof Date) return value;
  if (isGraph(value)) {
    const plain = toPlain(value);
    if (plain === undefined) throw new NotTransferable();
    return { [GRAPH]: plain };
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) throw new NotTransferable();
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]));
}

export function unpack(value: unknown): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.some((item) => typeof item === "object" && item !== null) ? value.map(unpack) : value;
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [unpack(key), unpack(item)]));
  if (value instanceof Set || value instanceof RegExp || value instanceof Date) return value;
  const record = value as Record<string, unknown>;
  if (GRAPH in record) return fromPlain(record[GRAPH] as PlainGraph);
  if (TAG in record) return new Tensor(record[TAG] as Tensor["dtype"], record.shape as number[], unpack(record.data) as Data as never);
  if (CSR in record)
    return new CsrMatrix(
      record[CSR] as [number, number],
      unpack(record.data) as CsrMatrix["data"],
      record.indices as Int32Array,
      record.indptr as Int32Array,
    );
  return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, unpack(item)]));
}

function share(view: ArrayBufferView): ArrayBufferView {
  if (view.byteLength < SHARE_BYTES || view.buffer instanceof SharedArrayBuffer) return view;
  const known = shared.get(view);
  if (known) return known;
  const buffer = new SharedArrayBuffer(view.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const copy = new (view.constructor as new (buffer: SharedArrayBuffer) => ArrayBufferView)(buffer);
  shared.set(view, copy);
  return copy;
}
