import type { FunctionDef } from "../../container/tensorflow/generated/tensorflow/core/framework/function_pb.js";
import type { NodeDef } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import type { MetaGraphDef } from "../../container/tensorflow/generated/tensorflow/core/protobuf/meta_graph_pb.js";
import type { Tensor } from "../../tensor.js";
import { constantOf } from "./tensor.js";

/** Which numbers of the checkpoint a variable gets. */
export interface Restored {
  readonly key: string;
  /** `10 4 0,5:0,4`: the part of it; empty for all. */
  readonly slice: string;
}

/** Ops through which a restored tensor goes on its way into its variable. */
const passing = new Set(["Identity", "IdentityN"]);
const assigning = new Set(["AssignVariableOp", "Assign"]);
const restoring = new Set(["RestoreV2", "RestoreSlice", "Restore"]);

/**
 * Variables by the name of their node, with the key that TensorFlow itself restores each from: what the graph's own restore op does is
 * read, so that it matters not how names were made. Graphs of TF 1 assign at their top, those of TF 2 in a function.
 */
export function restoredVariables({ graphDef, saverDef }: MetaGraphDef): Map<string, Restored> {
  const found = new Map<string, Restored>();
  const nodes = graphDef?.node ?? [];
  assignments(nodes, (input) => input, found);
  const restore = nodes.find(({ name }) => name === plainName(saverDef?.restoreOpName ?? ""));
  const called = restore?.attr.f?.value;
  const library = graphDef?.library?.function ?? [];
  const body = called?.case === "func" ? library.find(({ signature }) => signature?.name === called.value.name) : undefined;
  if (restore && body) assignments(body.nodeDef, (input) => argument(restore, body, input), found);
  return found;
}

function argument(call: NodeDef, { signature }: FunctionDef, name: string): string | undefined {
  const at = signature?.inputArg.findIndex((arg) => arg.name === name) ?? -1;
  return at < 0 ? undefined : plainName(call.input[at] ?? "");
}

function assignments(nodes: readonly NodeDef[], variable: (input: string) => string | undefined, found: Map<string, Restored>): void {
  if (!nodes.some(({ op }) => restoring.has(op))) return;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const constants = new Map<string, Tensor>();
  const texts = (name: string): Tensor | undefined => {
    const known = constants.get(name);
    const node = known ? undefined : byName.get(name);
    const value = node?.op === "Const" ? node.attr.value?.value : undefined;
    if (value?.case !== "tensor") return known;
    const tensor = constantOf(value.value, name);
    constants.set(name, tensor);
    return tensor;
  };
  for (const node of nodes) {
    if (!assigning.has(node.op)) continue;
    const name = variable(plainName(node.input[0] ?? ""));
    let [source, index] = parse(node.input[1] ?? "");
    for (let hops = 0; hops < MAX_HOPS && passing.has(byName.get(source)?.op ?? ""); hops++) {
      const [next, at] = parse(byName.get(source)?.input[index] ?? byName.get(source)?.input[0] ?? "");
      [source, index] = [next, at];
    }
    const restore = byName.get(source);
    if (name === undefined || restore === undefined || !restoring.has(restore.op)) continue;
    const key = texts(plainName(restore.input[1] ?? ""))?.data[index];
    const slice = texts(plainName(restore.input[2] ?? ""))?.data[index];
    if (typeof key === "string") found.set(name, { key, slice: typeof slice === "string" ? slice : "" });
  }
}

const MAX_HOPS = 16;

/** The node that an input names: `a`, `a:1`, `a:output:1`, `^a`. */
export function plainName(input: string): string {
  return parse(input)[0];
}

function parse(input: string): [name: string, index: number] {
  const [name = "", ...rest] = input.replace(/^\^/, "").split(":");
  return [name, Number(rest.at(-1) ?? 0) || 0];
}
