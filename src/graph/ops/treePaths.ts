import { csr, type Dim, type Info, ROWS } from "../info.js";
import { defineOp } from "../op.js";
import type { Trees } from "./treeEnsemble.js";

export interface TreePathsAttributes extends Trees {
  /** Nodes of all trees together: the columns of the output. */
  readonly nodes: number;
}

/**
 * The nodes that each row passes on its way down, root and leaf included: csr int64 [N, nodes] of ones, one column per node, the
 * trees' nodes behind one another (sklearn/tree/_tree.pyx: Tree.decision_path). Rows as `brine.TreeEnsemble` takes them.
 */
export const treePaths = defineOp<TreePathsAttributes>({
  op: "brine.TreePaths",
  infer: (inputs: readonly Info[], { nodes }) => {
    const rows: Dim = inputs[0]?.shape[0] ?? ROWS;
    return [csr("int64", [rows, nodes])];
  },
});
