import type { DType, Tensor } from "../../tensor.js";
import { csr, type Dim, dense, type Info } from "../info.js";
import { defineOp } from "../op.js";
import type { Refusal } from "./input.js";

/** What the categories of one column become. Values are equal as Python has it (True == 1 == 1.0), NaN equals NaN, None equals None. */
export interface ColumnCodes {
  /** [K]; arrays of objects may hold None and NaN. */
  readonly categories: Tensor;
  /** One number per category. */
  readonly codes: Float64Array;
  /** What a value that is no category becomes; null: it is refused. */
  readonly unknown: number | null;
}

/** What is wrong with the rows, in scikit-learn's words; looked for only where a value is no category. */
export interface CategoryChecks {
  /** Whether NaN passes; infinity never does. */
  readonly allowNaN: boolean;
  readonly version: readonly number[];
  /** Whose words a value that is no category meets. */
  readonly words: "encoder" | "labels" | "legacy";
  /** NumPy scalars print as `np.float64(1.0)` (from NumPy 2 on) in the encoders' words. */
  readonly typed: boolean;
  /** Whether one column at a time is checked, which is what the message about no rows shows. */
  readonly byColumn: boolean;
  /** What labels are made before they are looked up, for the words about texts that are no labels. */
  readonly like?: DType;
  /** A wrong number of columns, told after the columns there are were looked at. */
  readonly refusal?: Refusal | undefined;
}

export interface EncodeAttributes {
  readonly columns: readonly ColumnCodes[];
  readonly dtype: DType;
  readonly checks: CategoryChecks;
}

/* Inputs of both: one matrix [N, C], or C columns [N]. */

/** Ones in the columns that the codes name (below 0: none): csr or dense [N, width]. */
export const encodeOneHot = defineOp<EncodeAttributes & { readonly width: number; readonly sparse: boolean }>({
  op: "brine.EncodeOneHot",
  infer: ([x], { width, sparse, dtype }) => [sparse ? csr(dtype, [rows(x), width]) : dense(dtype, [rows(x), width])],
});

/** The codes themselves [N, C]; [N] for `vector`. */
export const encodeCodes = defineOp<EncodeAttributes & { readonly vector: boolean }>({
  op: "brine.EncodeCodes",
  infer: ([x], { columns, dtype, vector }) => [dense(dtype, vector ? [rows(x)] : [rows(x), columns.length])],
});

/** A block of columns that stands for one feature. */
export interface OneHotBlock {
  /** Categories of the block's columns, in order. */
  readonly categories: Tensor;
  /** What a row of zeros means: a category (a tensor of one), None, nothing special, or a complaint. */
  readonly zeros: Tensor | "none" | "first" | "refused";
}

/**
 * The category of the largest number in each block (sklearn/preprocessing/_encoders.py: OneHotEncoder.inverse_transform): csr or dense
 * [N, width] → [N, blocks]. Where a row of zeros may mean None, the answer is an array of objects if there is one such row.
 */
export const decodeOneHot = defineOp<{ readonly blocks: readonly OneHotBlock[]; readonly dtype: DType }>({
  op: "brine.DecodeOneHot",
  infer: ([x], { blocks, dtype }) => [dense(dtype, [rows(x), blocks.length])],
  mixesRows: (_, { blocks }) => blocks.some(({ zeros }) => zeros === "none" || zeros === "refused"),
});

/** Codes of one column back to categories. */
export interface CodedColumn {
  /** By code. */
  readonly categories: Tensor;
  /** Codes that stand for something else than their category; NaN is found as NaN. */
  readonly special: readonly { readonly code: number; readonly value: Tensor }[];
}

/** Codes [N, C] (any number dtype) to categories [N, C], negative codes from the end; [N] to [N] for `vector`, where they are refused. */
export const decodeCodes = defineOp<{ readonly columns: readonly CodedColumn[]; readonly dtype: DType; readonly vector: boolean }>({
  op: "brine.DecodeCodes",
  infer: ([x], { columns, dtype, vector }) => [dense(dtype, vector ? [rows(x)] : [rows(x), columns.length])],
});

/**
 * Labels [N] one versus all: [N, classes], or [N, 1] where there are two classes and no more than two labels (sklearn/preprocessing/
 * _label.py: label_binarize). What is no class has no positive column.
 */
export const binarizeLabels = defineOp<{
  readonly classes: Tensor;
  readonly negative: number;
  readonly positive: number;
  readonly sparse: boolean;
}>({
  op: "brine.BinarizeLabels",
  infer: ([x], { classes, sparse }) => [(sparse ? csr : dense)("int64", [rows(x), classes.size <= 2 ? 1 : classes.size])],
  mixesRows: (_, { classes }) => classes.size <= 2,
});

/** Lists of labels [N], each an object array's cell, as zeros and ones [N, classes]; what is no class is left out. */
export const binarizeLists = defineOp<{ readonly classes: Tensor; readonly sparse: boolean }>({
  op: "brine.BinarizeLists",
  infer: ([x], { classes, sparse }) => [(sparse ? csr : dense)("int64", [rows(x), classes.size])],
});

/** Zeros and ones [N, classes] back to lists of labels: objects [N], each a list. */
export const listsOfLabels = defineOp<{ readonly classes: Tensor }>({
  op: "brine.ListsOfLabels",
  infer: ([x]) => [dense("object", [rows(x)])],
});

const rows = (x: Info | undefined): Dim => x?.shape[0] ?? 1;
