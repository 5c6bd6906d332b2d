import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import {
  combinationCount,
  combinations,
  type PolynomialAttributes,
  rankOf,
  polynomial as spec,
  widthOf,
} from "../../../graph/ops/polynomial.js";
import { CsrMatrix } from "../../../sparse.js";
import { allocate, type Tensor, zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";
import { sparse } from "../sparse.js";

export const polynomial = kernel(spec, (attributes) => {
  let plan: Plan | undefined;
  return ([input]) => {
    if (input instanceof CsrMatrix) return [ofStored(input, attributes)];
    if (widthOf(attributes) > MOST_DENSE)
      throw new ModelError("graph/unsupported", `${widthOf(attributes)} columns of products are too many for dense rows.`, {
        where: spec.op,
      });
    plan ??= planOf(attributes);
    return [ofDense(requireTensor(input, spec.op), attributes, plan)];
  };
});

/** A row of so many doubles is a gigabyte. */
const MOST_DENSE = 2 ** 27;

/** Each term is an earlier one (or nothing, -1) times a column; terms below `skip` do not come out. */
interface Plan {
  readonly parents: Int32Array;
  readonly factors: Int32Array;
  readonly skip: number;
}

function planOf(attributes: PolynomialAttributes): Plan {
  const parents: number[] = [];
  const factors: number[] = [];
  let before = 0;
  let skip = 0;
  for (let degree = 1; degree <= attributes.to; degree++) {
    const start = parents.length;
    if (degree === attributes.from) skip = start;
    for (const combination of combinations(attributes, degree)) {
      const [first = 0, ...rest] = combination;
      parents.push(degree === 1 ? -1 : before + rankOf(attributes, rest, rest.length));
      factors.push(first);
    }
    before = start;
  }
  return { parents: Int32Array.from(parents), factors: Int32Array.from(factors), skip };
}

function ofDense(x: Tensor, attributes: PolynomialAttributes, { parents, factors, skip }: Plan): Tensor {
  const [rows = 0, columns = 0] = x.shape;
  const width = widthOf(attributes);
  const out = zeros(x.dtype, [rows, width]);
  const from = numbersOf(spec.op, x);
  const to = out.data as Float64Array;
  // Kept in the rows' own precision, as NumPy rounds each product.
  const terms = allocate(x.dtype, parents.length) as Float64Array;
  const bias = attributes.bias ? 1 : 0;
  for (let i = 0; i < rows; i++) {
    const row = i * columns;
    for (let t = 0; t < parents.length; t++) {
      const parent = parents[t] as number;
      const value = from[row + (factors[t] as number)] as number;
      terms[t] = parent < 0 ? value : (terms[parent] as number) * value;
    }
    const at = i * width;
    if (bias === 1) to[at] = 1;
    for (let t = skip, o = at + bias; t < parents.length; t++, o++) to[o] = terms[t] as number;
  }
  return out;
}

/** Only products of stored cells, at the places that they have among all combinations. */
function ofStored(x: CsrMatrix, attributes: PolynomialAttributes): CsrMatrix {
  const values = numbersOf(spec.op, x.data);
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(x.shape[0] + 1);
  const chosen = new Int32Array(Math.max(1, attributes.to));
  const round = x.dtype === "float32" ? Math.fround : (value: number) => value;
  for (let i = 0; i < x.shape[0]; i++) {
    const from = x.indptr[i] as number;
    const to = x.indptr[i + 1] as number;
    const order = Array.from({ length: to - from }, (_, k) => from + k).sort((a, b) => (x.indices[a] as number) - (x.indices[b] as number));
    if (attributes.bias) {
      data.push(1);
      indices.push(0);
    }
    let offset = attributes.bias ? 1 : 0;
    for (let degree = Math.max(1, attributes.from); degree <= attributes.to; degree++) {
      const walk = (depth: number, first: number, product: number): void => {
        if (depth === degree) {
          data.push(product);
          indices.push(offset + rankOf(attributes, chosen, degree));
          return;
        }
        for (let k = first; k < order.length; k++) {
          const stored = order[k] as number;
          chosen[depth] = x.indices[stored] as number;
          walk(
            depth + 1,
            attributes.repeats ? k : k + 1,
            depth === 0 ? (values[stored] as number) : round(product * (values[stored] as number)),
          );
        }
      };
      walk(0, 0, 1);
      offset += combinationCount(attributes, degree);
    }
    indptr[i + 1] = data.length;
  }
  const out = allocate(x.dtype, data.length) as Float64Array;
  out.set(data);
  return sparse(spec.op, [x.shape[0], widthOf(attributes)], x.dtype, out, Int32Array.from(indices), indptr);
}
