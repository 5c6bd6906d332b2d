import type { SourceModel } from "../../decode/source.js";
import { ModelError } from "../../errors.js";
import type { Graph } from "../../graph/builder.js";
import { dense, ROWS, type RuntimeValue } from "../../graph/info.js";
import type { OnnxEdge } from "../../graph/onnx/decode.js";
import { defineOp } from "../../graph/op.js";
import { csrToDense } from "../../graph/ops/linear.js";
import { Value } from "../../graph/value.js";
import type { Frame, Input } from "../../lower/input.js";
import type { ModelInputs } from "../../lower/lowering.js";
import { openFile } from "../../runtime/onnxruntime/file.js";
import type { Session } from "../../runtime/onnxruntime/session.js";
import type { Engine } from "../model.js";
import type { Writer } from "../save.js";
import { OnnxSource } from "./source.js";

/** One output of the file, computed by onnxruntime as a whole. Inputs: those of the file, in its order. */
const output = defineOp<{ readonly index: number; readonly edge: OnnxEdge }>({
  op: "onnx.Output",
  infer: (_, { edge }) => [dense(edge.dtype, [ROWS, ...(edge.shape?.slice(1) ?? [])])],
});

/** Names under which converters write what `predict` and `predict_proba` answer. */
const aliases: readonly [method: string, names: readonly string[]][] = [
  ["predict", ["predict", "label", "output_label", "variable"]],
  ["predict_proba", ["predict_proba", "probabilities", "output_probability"]],
];

/** Asks an .onnx file through onnxruntime: its outputs are its methods. */
export function onnxEngine(source: SourceModel, writers: readonly Writer[], fold: Engine["fold"]): Engine {
  if (!(source instanceof OnnxSource)) throw new ModelError("graph/spec", `A ${source.framework} model is no ONNX graph.`);
  const { graph } = source.model;
  let session: Promise<Session> | undefined;
  const find = (method: string): number => {
    const names = aliases.find(([alias]) => alias === method)?.[1] ?? [method];
    const index = graph.outputs.findIndex(({ name }) => names.includes(name) || name === method);
    if (index >= 0) return index;
    throw new ModelError(
      "model/method",
      `The graph has no output "${method}"; it has: ${graph.outputs.map(({ name }) => name).join(", ")}.`,
      { where: method },
    );
  };
  return {
    lowering: {
      methods: () => {
        const names = graph.outputs.map(({ name }) => name);
        const known = aliases
          .filter(([alias, found]) => !names.includes(alias) && names.some((name) => found.includes(name)))
          .map(([alias]) => alias);
        return [...known, ...names];
      },
      hostMethods: () => [],
      inputs: () => describe(graph.inputs),
      classes: () => undefined,
      lower: (_, _builder, method, input) => {
        const index = find(method);
        const edge = graph.outputs[index] as OnnxEdge;
        return output(feedsFor(graph.inputs, input), { index, edge })[0] as Value;
      },
      host: () => undefined,
    },
    fold,
    writers,
    executable: (asked) => ({
      graph: asked,
      run: async (feeds) => {
        session ??= openFile(
          source.container.bytes,
          graph.inputs.map(({ name }) => name),
          graph.outputs.map(({ name }) => name),
        );
        const cast = castsOf(asked, fold);
        const answers = await (await session).run(cast(feeds));
        return asked.nodes
          .filter(({ op }) => op === "onnx.Output")
          .map((node) => answers[(node.attributes as { index: number }).index] as RuntimeValue);
      },
    }),
  };
}

function describe(inputs: readonly OnnxEdge[]): ModelInputs {
  const [first] = inputs;
  const isColumn = ({ shape }: OnnxEdge) => shape === undefined || shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (inputs.length > 1 ? !inputs.every(isColumn) : (first?.shape?.length ?? 0) > 2)
    return {
      kind: "tensors",
      tensors: inputs.map(({ name, dtype, shape }) => ({
        name,
        dtype,
        ...(shape ? { shape: shape.map((dim) => (typeof dim === "number" ? dim : null)) } : {}),
      })),
    };
  if (inputs.length > 1) return { kind: "matrix" as const, columns: inputs.length, names: inputs.map(({ name }) => name) };
  const width = first?.shape?.[1];
  if (first?.dtype === "string" && first.shape?.length === 1) return { kind: "texts" as const };
  return { kind: "matrix" as const, ...(typeof width === "number" ? { columns: width } : {}) };
}

/** The file's inputs out of what was given: the one matrix, or columns by name; in the dtype and rank that the file declares. */
function feedsFor(inputs: readonly OnnxEdge[], input: Input | undefined): Value[] {
  if (input === undefined) throw new ModelError("input/shape", "An .onnx file answers nothing without rows.");
  if (input instanceof Value || inputs.length === 1) {
    const [only] = inputs;
    if (only === undefined || inputs.length > 1)
      throw new ModelError("input/names", `The graph takes ${inputs.length} inputs by name: ${inputs.map(({ name }) => name).join(", ")}.`);
    const matrix = input instanceof Value ? (input.layout === "csr" ? (csrToDense([input], {})[0] as Value) : input) : whole(input);
    return [fitted(matrix, only)];
  }
  return inputs.map((edge) => {
    const at = (input as Frame).names.indexOf(edge.name);
    const column = (input as Frame).values[at];
    if (column === undefined)
      throw new ModelError("input/names", `The graph takes a column "${edge.name}", which the input has not.`, { where: edge.name });
    return fitted(column, edge);
  });
}

/** A table's columns side by side; an array that was given by its name is whole already. */
function whole(frame: Frame): Value {
  const [only] = frame.values;
  return frame.values.length === 1 && only && only.rank > 1 ? only : frame.toMatrix();
}

function fitted(value: Value, edge: OnnxEdge): Value {
  const cast = value.cast(edge.dtype);
  const rank = edge.shape?.length ?? cast.rank;
  return rank === 2 && cast.rank === 1 ? cast.unsqueeze(1) : rank === 1 && cast.rank === 2 && cast.shape[1] === 1 ? cast.squeeze(1) : cast;
}

/** What stands between the given rows and the file's inputs (casts, mostly), run node by node. */
function castsOf(graph: Graph, fold: Engine["fold"]): (feeds: readonly RuntimeValue[]) => RuntimeValue[] {
  const last = graph.nodes.find(({ op }) => op === "onnx.Output");
  return (feeds) => {
    const known = new Map<Value, RuntimeValue>(graph.inputs.map((input, i) => [input, feeds[i] as RuntimeValue]));
    const read = (value: Value) => (value.constant ?? known.get(value)) as RuntimeValue;
    for (const node of graph.nodes) {
      if (node.op === "onnx.Output") continue;
      for (const [i, result] of fold(node, node.inputs.map(read)).entries()) known.set(node.outputs[i] as Value, result);
    }
    return (last?.inputs ?? []).map(read);
  };
}
