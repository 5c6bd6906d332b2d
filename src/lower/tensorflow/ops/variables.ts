import { ModelError } from "../../../errors.js";
import { scalar } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import { Variable } from "../item.js";
import type { NodeCall } from "../node.js";

/** Ops that change what a variable holds. */
const changing = /^(Assign(Add|Sub)?VariableOp|Assign|AssignAdd|AssignSub|Resource(Scatter|Apply|Strided)\w*|Scatter\w*)$/;

function read(n: NodeCall, { node, value }: Variable) {
  const writer = n.before.find(({ op }) => changing.test(op));
  if (writer) n.unsupported(`it reads the variable ${node} after "${writer.name}" changed it: the model has a state`);
  if (value) return n.constant(value);
  throw new ModelError(
    "tensorflow/weights",
    `The variable "${node}" is not in the checkpoint beside the graph: open the whole SavedModel folder.`,
    {
      where: node,
    },
  );
}

export const handle = defineNode("VarHandleOp", (n) => new Variable(n.name, n.context.saved.variable(n.name)));
export const reading = defineNode("ReadVariableOp", (n) => read(n, n.variable(0)));
/** Variables of TF 1 are their own values. */
export const reference = defineNode(["VariableV2", "Variable"], (n) => read(n, new Variable(n.name, n.context.saved.variable(n.name))));
export const initialized = defineNode(["VarIsInitializedOp", "IsVariableInitialized"], (n) => n.constant(scalar("bool", true)));
