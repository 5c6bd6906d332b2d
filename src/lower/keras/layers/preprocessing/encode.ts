import { wrong } from "../../../../decode/keras/json.js";
import { type CountIndicesAttributes, countIndices } from "../../../../graph/ops/tokens.js";
import type { Value } from "../../../../graph/value.js";
import type { DType } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import type { Field } from "../../fields.js";
import { requireCount } from "./table-size.js";

const modes = ["int", "one_hot", "multi_hot", "count", "tf_idf"] as const;
export type OutputMode = (typeof modes)[number];

/** Words that earlier versions had for two of them. */
const formerly: Readonly<Record<string, OutputMode>> = { binary: "multi_hot", "tf-idf": "tf_idf" };

export const outputMode = (fallback: OutputMode): Field<OutputMode> => ({
  kind: modes.join(" | "),
  read: (value, where) => {
    if (value === undefined) return fallback;
    const found = modes.find((mode) => mode === value) ?? (typeof value === "string" ? formerly[value] : undefined);
    return found ?? wrong(value, where, modes.join(" or "));
  },
});

/** Until when layers of hashes and vocabularies counted lines only. */
export const countsLines = (m: BoundLayer): boolean => !m.atLeast(3, 6);

interface Encoding {
  readonly mode: OutputMode;
  readonly depth: number;
  readonly dtype: DType;
  /** Whether the unit's version counts with tf.math.bincount alone, which takes lines only. */
  readonly lines: boolean;
  readonly weights?: Value | undefined;
  readonly outside?: CountIndicesAttributes["outside"];
}

/**
 * Indices as they are, or as rows of zeros and ones or counts, along a new last axis (keras/src/utils/numerical_utils.py and
 * tf_utils.py: encode_categorical_inputs).
 */
export function encode(m: BoundLayer, x: Value, { mode, depth, dtype, lines, weights, outside = "dropped" }: Encoding): Value {
  if (mode === "int") return x.cast(dtype);
  requireCount(depth, `the width of ${m.path}`);
  const count = (indices: Value) =>
    countIndices(weights ? [indices, weights] : [indices], {
      depth,
      binary: mode === "one_hot" || mode === "multi_hot",
      dtype,
      outside,
    })[0] as Value;
  if (mode === "one_hot") {
    const column = x.rank > 1 && x.shape.at(-1) === 1;
    // Between 3.0 and 3.3 some layers left that axis in.
    const each = column && (lines || m.atLeast(3, 6)) ? x.squeeze(x.rank - 1) : x;
    if (lines && each.rank > 1) tooManyAxes(m, mode, x);
    return count(each.unsqueeze(each.rank));
  }
  if (x.rank === 1) m.unsupported(`${mode} of one index per row takes all rows for one; give the input an axis of length 1.`);
  if (x.rank === 2) return count(x);
  if (lines) tooManyAxes(m, mode, x);
  if (!m.atLeast(3, 6)) m.unsupported(`${mode} of inputs of ${x.rank} axes differs between layers before Keras 3.6.`);
  const others = Array.from({ length: x.rank }, (_, axis) => axis).filter((axis) => axis !== 1);
  return count(x.transpose([...others, 1]));
}

function tooManyAxes(m: BoundLayer, mode: OutputMode, { shape }: Value): never {
  m.refuse(
    `When output_mode is not \`'int'\`, maximum supported output rank is 2. Received output_mode ${mode} and input shape (${shape.join(", ")}), which would result in output rank ${shape.length + Number(mode === "one_hot")}.`,
  );
}
