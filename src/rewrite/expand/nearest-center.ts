import { nearestCenter as spec } from "../../graph/ops/nearestCenter.js";
import { squaredNorm } from "../../graph/squared-norm.js";
import { Tensor } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** |c|² - 2 x·c in the centers' dtype, the squares added as NumPy adds them. */
export const nearestCenter = expansion(spec, ([x], { centers }) => {
  const [count = 0, features = 0] = centers.shape;
  const norms = Float64Array.from({ length: count }, (_, k) => squaredNorm(centers.data, k * features, features));
  const squares = x.constantLike(new Tensor("float64", [count], norms)).cast(centers.dtype);
  const doubled = x.constantLike(
    new Tensor(
      "float64",
      [features, count],
      Float64Array.from(
        { length: features * count },
        (_, i) => -2 * (centers.data[(i % count) * features + Math.floor(i / count)] as number),
      ),
    ),
  );
  return [
    squares
      .add(x.matMul(doubled.cast(centers.dtype)))
      .argMin(1)
      .cast("int32"),
  ];
});
