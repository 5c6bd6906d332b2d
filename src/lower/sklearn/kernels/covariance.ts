import { PyObject } from "../../../container/pickle/values.js";
import { realize } from "../../../container/python/realize.js";
import { atLeast, SklearnObject } from "../../../decode/sklearn/object.js";
import { ModelError } from "../../../errors.js";
import { scaledSquares } from "../../../graph/ops/scaledSquares.js";
import type { Value } from "../../../graph/value.js";
import { Tensor } from "../../../tensor.js";
import { arrayOf, field, number, wrong } from "../fields.js";
import { numbersOf } from "../sparse-attribute.js";
import { pairwiseKernel } from "./pairwise.js";

/** A covariance function of a Gaussian process (sklearn/gaussian_process/kernels.py), by the file. */
export interface Covariance {
  /** Between rows [N, F] and constant rows [M, F]: [N, M], or [1, M] or [1, 1] where it is the same for all. */
  between(x: Value, rows: Value): Value;
  /** Of each row with itself, [N], or [1] where it is the same for all. */
  itself(x: Value): Value;
}

/** The kernel that an attribute holds, sums and products of kernels within. */
export const covariance = field("Kernel", (value, where, owner): Covariance => {
  if (!(value instanceof PyObject)) return wrong(value, where, "a kernel");
  return read(new SklearnObject(value, where, owner.object));
});

function read(object: SklearnObject): Covariance {
  const define = definitions[object.className];
  if (define === undefined)
    throw new ModelError("sklearn/unsupported", `${object.path} is a kernel of class ${object.className}, which Brine does not know.`, {
      where: object.path,
    });
  return define(object);
}

function inner(object: SklearnObject, name: string): Covariance {
  const value = realize(object.attributes.get(name) ?? null);
  return value instanceof PyObject ? read(new SklearnObject(value, object.at(name), object)) : wrong(value, object.at(name), "a kernel");
}

function numeric(object: SklearnObject, name: string): number {
  const value = number(object.attributes.get(name));
  return typeof value === "number" ? value : wrong(value, object.at(name), "a number");
}

const constant = (like: Value, shape: readonly number[], value: number): Value =>
  like.constantLike(new Tensor("float64", shape, new Float64Array(shape.reduce((size, dim) => size * dim, 1)).fill(value)));

/**
 * Rows over their lengths: one number, or one per column (_check_length_scale, which makes an array of one a number). With NumPy 1, that is
 * until scikit-learn 1.4, a number left float32 rows in float32.
 */
function scaling(object: SklearnObject): (x: Value) => Value {
  const scales = numbersOf(arrayOf(object.attributes.get("length_scale") ?? null, object.at("length_scale")));
  const [first = 1] = scales;
  if (scales.length === 1 && !atLeast(object.version, 1, 4)) return (x) => x.div(first);
  const divisor = new Tensor("float64", [scales.length], Float64Array.from(scales));
  return (x) => x.div(divisor);
}

/** Squared distances [N, M], from differences as scipy's cdist takes them. */
function squares(x: Value, rows: Value): Value {
  return scaledSquares([x, rows], {})[0] as Value;
}

/** Kernels that are 1 between a row and itself. */
const stationary = (between: Covariance["between"]): Covariance => ({ between, itself: (x) => constant(x, [1], 1) });

function combined(object: SklearnObject, operation: "add" | "mul"): Covariance {
  const [a, b] = [inner(object, "k1"), inner(object, "k2")];
  return {
    between: (x, rows) => a.between(x, rows)[operation](b.between(x, rows)),
    itself: (x) => a.itself(x)[operation](b.itself(x)),
  };
}

const definitions: Readonly<Record<string, (object: SklearnObject) => Covariance>> = {
  Sum: (object) => combined(object, "add"),
  Product: (object) => combined(object, "mul"),
  Exponentiation: (object) => {
    const [kernel, exponent] = [inner(object, "kernel"), numeric(object, "exponent")];
    return { between: (x, rows) => kernel.between(x, rows).pow(exponent), itself: (x) => kernel.itself(x).pow(exponent) };
  },
  ConstantKernel: (object) => {
    const value = numeric(object, "constant_value");
    // One number per column: onnxruntime makes a single factor part of the MatMul behind it, as a float32.
    return { between: (x, rows) => constant(x, [1, rows.dim(0)], value), itself: (x) => constant(x, [1], value) };
  },
  /** Noise of a row is its own: rows asked about share none with those of training, equal or not. */
  WhiteKernel: (object) => {
    const level = numeric(object, "noise_level");
    return { between: (x) => constant(x, [1, 1], 0), itself: (x) => constant(x, [1], level) };
  },
  RBF: (object) => {
    const scaled = scaling(object);
    return stationary((x, rows) => squares(scaled(x), scaled(rows)).mul(-0.5).exp());
  },
  Matern: (object) => {
    const [scaled, nu] = [scaling(object), numeric(object, "nu")];
    const shape = matern(nu);
    if (shape === undefined)
      throw new ModelError("sklearn/unsupported", `${object.path}: nu=${nu}; 0.5, 1.5, 2.5 and infinity are computed.`, {
        where: object.path,
      });
    return stationary((x, rows) => shape(squares(scaled(x), scaled(rows)).sqrt()));
  },
  RationalQuadratic: (object) => {
    const [scale, alpha] = [numeric(object, "length_scale"), numeric(object, "alpha")];
    return stationary((x, rows) =>
      squares(x, rows)
        .div(2 * alpha * scale ** 2)
        .add(1)
        .pow(-alpha),
    );
  },
  ExpSineSquared: (object) => {
    const [scale, period] = [numeric(object, "length_scale"), numeric(object, "periodicity")];
    return stationary((x, rows) => {
      const wave = squares(x, rows)
        .sqrt()
        .mul(Math.PI / period)
        .sin()
        .div(scale);
      return wave.mul(wave).mul(-2).exp();
    });
  },
  DotProduct: (object) => {
    const bias = numeric(object, "sigma_0") ** 2;
    return { between: (x, rows) => x.matMul(rows.transpose()).add(bias), itself: (x) => x.mul(x).sum(1).add(bias) };
  },
  PairwiseKernel: (object) => {
    const metric = String(object.attributes.get("metric"));
    const gamma = numeric(object, "gamma");
    const unknown = (): never => {
      throw new ModelError("sklearn/unsupported", `${object.path}: metric="${metric}".`, { where: object.path });
    };
    const settings = { kernel: metric, gamma, degree: 3, coef0: 1 };
    return { between: (x, rows) => pairwiseKernel(x, rows, settings) ?? unknown(), itself: unknown };
  },
};

/** From distances; other nu need Bessel functions. */
function matern(nu: number): ((distances: Value) => Value) | undefined {
  switch (nu) {
    case 0.5:
      return (d) => d.neg().exp();
    case 1.5:
      return (d) => {
        const k = d.mul(Math.sqrt(3));
        return k.add(1).mul(k.neg().exp());
      };
    case 2.5:
      return (d) => {
        const k = d.mul(Math.sqrt(5));
        return k.add(1).add(k.mul(k).div(3)).mul(k.neg().exp());
      };
    case Number.POSITIVE_INFINITY:
      return (d) => d.mul(d).div(2).neg().exp();
    default:
      return undefined;
  }
}

/** Covariances [N, M] even where the kernel is the same for all. */
export function covariances(kernel: Covariance, x: Value, rows: Value): Value {
  const values = kernel.between(x, rows);
  if (values.rank === 2 && values.shape[0] === x.shape[0] && values.shape[1] === rows.dim(0)) return values;
  // Zeros of the full shape: comparisons of a row with itself that never hold.
  const zeros = x
    .gather([0], 1)
    .notEqual(x.gather([0], 1))
    .cast("float64");
  return values.add(zeros).add(constant(x, [1, rows.dim(0)], 0));
}

/** The inverse of a lower triangular constant, transposed: `K @ it` is the transpose of solving L v = K^T. */
export function inverseTransposed(lower: Value): Value {
  const n = lower.dim(0);
  const l = numbersOf(lower.tensor);
  const out = new Float64Array(n * n);
  // Column j of the inverse, by forward substitution, is row j of its transpose.
  for (let j = 0; j < n; j++) {
    out[j * n + j] = 1 / (l[j * n + j] as number);
    for (let i = j + 1; i < n; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += (l[i * n + k] as number) * (out[j * n + k] as number);
      out[j * n + i] = -sum / (l[i * n + i] as number);
    }
  }
  return lower.constantLike(new Tensor("float64", [n, n], out));
}
