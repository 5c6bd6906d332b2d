import type { Bundle } from "../../container/tensorflow/bundle/bundle.js";
import type { GraphDef } from "../../container/tensorflow/generated/tensorflow/core/framework/graph_pb.js";
import type { MetaGraphDef } from "../../container/tensorflow/generated/tensorflow/core/protobuf/meta_graph_pb.js";
import { ModelError } from "../../errors.js";
import { type Data, type DType, sizeOf, type Tensor, zeros } from "../../tensor.js";
import { restoredVariables } from "./restore.js";
import { constantOf } from "./tensor.js";

/** What TensorFlow 2 puts behind an object's path in a checkpoint. */
const VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

/** A checkpoint's numbers by the path of the object (TF 2) or the name of the variable (TF 1). */
export function namedWeights({ tensors }: Bundle): Map<string, Tensor> {
  return new Map([...tensors].map(([key, tensor]) => [key.endsWith(VALUE) ? key.slice(0, -VALUE.length) : key, tensor]));
}

/** The constants of a frozen graph that are arrays of numbers. */
export function frozenWeights(graph: GraphDef): Map<string, Tensor> {
  const weights = new Map<string, Tensor>();
  for (const { name, op, attr } of graph.node) {
    const value = op === "Const" ? attr.value?.value : undefined;
    if (value?.case !== "tensor" || (value.value.tensorShape?.dim.length ?? 0) === 0) continue;
    const tensor = constantOf(value.value, name);
    if (tensor.dtype.includes("float")) weights.set(name, tensor);
  }
  return weights;
}

/** Finds the value of a variable by the name of its node. */
export function variableReader(meta: MetaGraphDef, bundle: Bundle | undefined): (node: string) => Tensor | undefined {
  const restored = restoredVariables(meta);
  const shared = new Map(
    (meta.graphDef?.node ?? []).flatMap(({ name, attr }) =>
      attr.shared_name?.value.case === "s" ? [[name, new TextDecoder().decode(attr.shared_name.value.value)] as const] : [],
    ),
  );
  return (node) => {
    const found = restored.get(node);
    const tensors = bundle?.tensors;
    if (found) return part(tensors?.get(found.key), found.slice, node);
    return tensors?.get(node) ?? tensors?.get(shared.get(node) ?? node);
  };
}

/** `10 4 0,5:-`: the lengths of the whole, and start and length of each axis, `-` for all of it. */
function part(whole: Tensor | undefined, slice: string, where: string): Tensor | undefined {
  if (whole === undefined || slice === "") return whole;
  const axes = (slice.split(" ").at(-1) ?? "").split(":").map((axis, i) => {
    const [start, length] = axis === "-" ? [0, whole.shape[i]] : axis.split(",").map(Number);
    return { start: start ?? 0, length: length ?? 0 };
  });
  const fits =
    axes.length === whole.shape.length &&
    axes.every(({ start, length }, i) => start >= 0 && length >= 0 && start + length <= (whole.shape[i] ?? 0));
  if (!fits)
    throw new ModelError("tensorflow/weights", `${where} is the part ${slice} of a variable of [${whole.shape}], which has no such part.`, {
      where,
    });
  const out = zeros(
    whole.dtype,
    axes.map(({ length }) => length),
  );
  copy(whole, out, axes);
  return out;
}

function copy(whole: Tensor<DType>, out: Tensor<DType>, axes: readonly { readonly start: number }[]): void {
  const [from, to]: [Data, Data] = [whole.data, out.data];
  for (let i = 0; i < sizeOf(out.shape); i++) {
    let index = 0;
    let rest = i;
    let stride = 1;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const length = out.shape[axis] ?? 1;
      index += ((rest % length) + (axes[axis]?.start ?? 0)) * stride;
      rest = Math.floor(rest / length);
      stride *= whole.shape[axis] ?? 1;
    }
    to[i] = from[index] as never;
  }
}
