import type { Dim, Info } from "../info.js";
import { dense, ROWS } from "../info.js";
import { defineOp } from "../op.js";

/**
 * Binary trees in one set of node arrays. A row goes left where its feature is at most the node's threshold; comparing a float32
 * feature with a float64 threshold as scikit-learn does (sklearn/tree/_tree.pyx: Tree._apply_dense). Children stand behind their parent,
 * within its tree. The arrays belong together: what a runtime makes of them it keeps by `feature`.
 */
export interface Trees {
  /** Index of each tree's root. */
  readonly roots: Int32Array;
  /** Column that a node looks at; -1 in leaves. */
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  /** Indices of the children, into the same arrays. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** 1 where a missing value goes left; absent where the trees know no missing values (NaN then compares false and goes right). */
  readonly missingLeft?: Uint8Array;
  /** Categories that go left, for nodes that split on categories (gradient boosting by histograms). */
  readonly categories?: CategorySplits;
}

/** Nodes that split on categories: a bit set of 256 bits per such node. */
export interface CategorySplits {
  /** Index of a node's bit set, -1 for a node that compares with a threshold. */
  readonly set: Int32Array;
  /** Eight 32-bit words per set; bit `c` is set where category `c` goes left, unknown ones that go where missing values go included. */
  readonly bits: Uint32Array;
}

export interface TreeEnsembleAttributes extends Trees {
  /**
   * `sum`: per row, the sum of the leaves' values over the trees, in the trees' order, float64 [N, outputs];
   * `leaf`: the leaf that each tree ends in, counted within its tree from 0, int64 [N, trees].
   */
  readonly answer: "sum" | "leaf";
  /** Values of node `i`: `width` numbers from `i * width` on. Only leaves' values are read. */
  readonly values: Float64Array;
  /** Numbers per leaf. */
  readonly width: number;
  /** Where in the output tree `t` adds its `width` numbers; absent: at 0. */
  readonly offsets?: Int32Array;
  /** Columns of the output. */
  readonly outputs: number;
}

/**
 * Inputs: rows [N, F], dense float32 or float64 or csr; optionally the sums to begin with, [N, outputs] or [1, outputs], float64. With float32 rows
 * thresholds are compared as float64; nothing is rounded.
 */
export const treeEnsemble = defineOp<TreeEnsembleAttributes>({
  op: "brine.TreeEnsemble",
  rowsPerRun: 2048,
  infer: (inputs: readonly Info[], { answer, outputs, roots }) => {
    const rows: Dim = inputs[0]?.shape[0] ?? ROWS;
    return answer === "leaf" ? [dense("int64", [rows, roots.length])] : [dense("float64", [rows, outputs])];
  },
});
