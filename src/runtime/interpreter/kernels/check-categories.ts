import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { checkCategories as spec } from "../../../graph/ops/checkCategories.js";
import { kernel } from "../kernel.js";

export const checkCategories = kernel(spec, ({ sizes, negative }) => (inputs) => {
  const { data } = requireTensor(inputs[0], spec.op).as("int64");
  const columns = sizes.length;
  if (negative !== undefined && data.some((value) => value < 0n))
    throw new ModelError("input/value", negative, { where: spec.op, python: "ValueError" });
  for (let column = 0; column < columns; column++) {
    const size = sizes[column] as number;
    for (let at = column; at < data.length; at += columns) {
      const value = data[at] as bigint;
      if (value >= size || value < -size)
        throw new ModelError("input/value", `index ${value} is out of bounds for axis 1 with size ${size}`, {
          where: spec.op,
          python: "IndexError",
        });
    }
  }
  return inputs;
});
