import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import type { CheckFiniteAttributes } from "../../../graph/ops/input.js";
import * as ops from "../../../graph/ops/input.js";
import { CsrMatrix } from "../../../sparse.js";
import { allocate, type Data, type DType, type HostValue, isFloating, Tensor } from "../../../tensor.js";
import { parseFloatText } from "../host.js";
import { kernel } from "../kernel.js";
import { type Numbers, numbersOf } from "../numbers.js";
import { convert } from "./cast.js";

/** Where to read about missing values; part of the message from 1.1 on. */
const IMPUTE = "https://scikit-learn.org/stable/modules/impute.html";

export const checkFinite = kernel(ops.checkFinite, (attributes) => (inputs) => {
  const input = inputs[0] as RuntimeValue;
  const tensor = input instanceof CsrMatrix ? input.data : requireTensor(input, "brine.CheckFinite");
  if (!attributes.anything) {
    if (isFloating(tensor.dtype)) {
      const numbers = numbersOf("brine.CheckFinite", tensor);
      if (!allFinite(numbers)) refuse(numbers, tensor.dtype, attributes);
    } else if (tensor.dtype === "object" && !attributes.allowNaN && before(attributes.version, 0, 21) === false) {
      const cells: readonly HostValue[] = tensor.as("object").data;
      if (cells.some((cell) => Number.isNaN(cell))) throw complaint("Input contains NaN");
    }
  }
  if (attributes.minimumFor !== undefined && input.shape[0] === 0)
    throw complaint(
      `Found array with 0 sample(s) (shape=(${input.shape.join(", ")})) while a minimum of 1 is required${attributes.minimumFor}.`,
    );
  if (attributes.refusal) throw refused(attributes.refusal, input.shape[0] ?? 1, tensor);
  return inputs;
});

function refused({ message, python }: ops.Refusal, rows: number, tensor: Tensor): ModelError {
  const width = tensor.dtype === "string" ? tensor.as("string").data.reduce((most, text) => Math.max(most, [...text].length), 1) : 0;
  const text = message.replaceAll("{rows}", String(rows)).replaceAll("{width}", String(width));
  return new ModelError("input/shape", text, { where: "brine.CheckFinite", python });
}

export const checkNumeric = kernel(ops.checkNumeric, ({ message }) => (inputs) => {
  const tensor = requireTensor(inputs[0], "brine.CheckNumeric");
  const cells: readonly HostValue[] =
    tensor.dtype === "string" ? tensor.as("string").data : tensor.dtype === "object" ? tensor.as("object").data : [];
  for (const cell of cells)
    try {
      if (typeof cell === "string") parseFloatText(cell);
    } catch {
      throw complaint(message.replace("{text}", `'${cell}'`));
    }
  return inputs;
});

/** A finite number times 0 is 0; infinity and NaN make NaN, and NaN stays. Four sums, since one would wait for each addition. */
function allFinite(x: Numbers): boolean {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 4 <= x.length; i += 4) {
    s0 += (x[i] as number) * 0;
    s1 += (x[i + 1] as number) * 0;
    s2 += (x[i + 2] as number) * 0;
    s3 += (x[i + 3] as number) * 0;
  }
  for (; i < x.length; i++) s0 += (x[i] as number) * 0;
  return s0 + s1 + s2 + s3 === 0;
}

function before(version: readonly number[], major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version;
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
}

const complaint = (message: string) => new ModelError("input/value", message, { where: "brine.CheckFinite", python: "ValueError" });

/** sklearn/utils/validation.py: _assert_all_finite, in the words of the version. */
function refuse(x: Numbers, dtype: DType, { allowNaN, estimator, argument, version }: CheckFiniteAttributes): void {
  if (allowNaN && !x.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)) return;
  const tooLarge = `a value too large for dtype('${dtype}')`;
  if (before(version, 1, 1)) throw complaint(`Input contains ${allowNaN ? "infinity" : "NaN, infinity"} or ${tooLarge}.`);
  const isNaNError = !allowNaN && x.some((value) => Number.isNaN(value));
  let message = `Input ${argument ? `${argument} ` : ""}contains ${isNaNError ? "NaN" : `infinity or ${tooLarge}`}.`;
  if (isNaNError && estimator && argument === "X")
    message +=
      `\n${estimator} does not accept missing values encoded as NaN natively. For supervised learning, you might want to consider ` +
      "sklearn.ensemble.HistGradientBoostingClassifier and Regressor which accept missing values encoded as NaNs natively. Alternatively, " +
      "it is possible to preprocess the data, for instance by using an imputer transformer in a pipeline or drop samples with missing " +
      `values. See ${IMPUTE} You can find a list of all estimators that handle NaN values at the following page: ` +
      `${IMPUTE}#estimators-that-handle-nan-values`;
  throw complaint(message);
}

export const columns = kernel(ops.columns, (_, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float64";
  return (inputs) => {
    const tensors = inputs.map((input) => requireTensor(input, "brine.Columns"));
    const count = tensors.length;
    const rows = tensors[0]?.size ?? 0;
    const out: Data = allocate(dtype, rows * count);
    for (let c = 0; c < count; c++) {
      const tensor = tensors[c] as Tensor;
      if (tensor.size !== rows)
        throw new ModelError("input/shape", `Column ${c} has ${tensor.size} rows, column 0 has ${rows}.`, { where: "brine.Columns" });
      place(tensor.dtype === dtype ? tensor.data : convert(tensor, dtype), out, c, count);
    }
    return [new Tensor<DType>(dtype, [rows, count], out)];
  };
});

function place(from: Data, out: Data, column: number, count: number): void {
  for (let i = 0, o = column; i < from.length; i++, o += count) out[o] = from[i] as never;
}
