import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/elementwise.js";
import { allocate, type Data, type DType, type HostValue, isFloating, isInteger, Tensor } from "../../../tensor.js";
import { float32Text, floatText, hostNumber, hostText } from "../host.js";
import { kernel } from "../kernel.js";
import { isHalf, isPlain, isWide, type Numbers, numbersOf, storeIntegers, toHalf, unsupported, type Wide } from "../numbers.js";

const INT32_LOWEST = -(2 ** 31);
const INT64_LOWEST = -(2 ** 63);

/** Any dtype to any other; what C leaves open (NaN or too large to integers) is the lowest integer, as x86 has it. */
export const cast = kernel(ops.cast, ({ dtype }) => ([input]) => {
  const x = requireTensor(input, "Cast");
  return [x.dtype === dtype ? x : new Tensor<DType>(dtype, x.shape, convert(x, dtype))];
});

/** The elements of a tensor as another dtype. */
export function convert(x: Tensor, dtype: DType): Data {
  if (dtype === "object") return Array.from({ length: x.size }, (_, i) => x.at(i));
  if (dtype === "string") return texts(x);
  if (dtype.startsWith("complex") || x.dtype.startsWith("complex"))
    throw unsupported("Cast", dtype.startsWith("complex") ? dtype : x.dtype);
  const data: Data = x.data;
  if (isWide(dtype) && isWide(x.dtype)) return reinterpret(data as Wide, dtype);
  if (isWide(x.dtype) && isInteger(dtype)) return narrow(data as Wide, dtype);
  const numbers = x.dtype === "string" || x.dtype === "object" ? hostNumbers(x) : numbersOf("Cast", x);
  return store(numbers, dtype, isFloating(x.dtype) || !isPlain(x.dtype));
}

function hostNumbers(x: Tensor): Float64Array {
  return Float64Array.from(x.data as HostValue[], hostNumber);
}

function store(numbers: Numbers, dtype: DType, checked: boolean): Data {
  if (isHalf(dtype)) return toHalf(dtype, numbers);
  if (isWide(dtype)) {
    const out = allocate(dtype, numbers.length);
    const whole = new Float64Array(numbers.length);
    for (let i = 0; i < whole.length; i++) {
      const value = Math.trunc(numbers[i] as number);
      whole[i] = Math.abs(value) < -INT64_LOWEST ? value : dtype === "uint64" && value > 0 ? value : INT64_LOWEST;
    }
    storeIntegers(whole, out);
    return out;
  }
  const out = allocate(dtype, numbers.length) as Numbers;
  if (dtype === "bool") for (let i = 0; i < out.length; i++) out[i] = numbers[i] === 0 ? 0 : 1;
  else if (dtype === "int32" && checked)
    for (let i = 0; i < out.length; i++) {
      const value = numbers[i] as number;
      out[i] = value > INT32_LOWEST - 1 && value < -INT32_LOWEST ? value : INT32_LOWEST;
    }
  else out.set(numbers);
  return out;
}

function reinterpret(data: Wide, dtype: "int64" | "uint64"): Wide {
  const out = allocate(dtype, data.length);
  new Int32Array(out.buffer).set(new Int32Array(data.buffer, data.byteOffset, 2 * data.length));
  return out;
}

/** The low bits of 64-bit integers. */
function narrow(data: Wide, dtype: DType): Data {
  const halves = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
  const out = allocate(dtype, data.length) as Numbers;
  for (let i = 0; i < out.length; i++) out[i] = halves[2 * i] as number;
  return out;
}

/** Python's `str` of each element. */
function texts(x: Tensor): string[] {
  const out = new Array<string>(x.size);
  const { dtype } = x;
  const data: Data = x.data;
  for (let i = 0; i < out.length; i++) {
    if (dtype === "string") out[i] = data[i] as string;
    else if (dtype === "float64") out[i] = floatText(data[i] as number);
    else if (dtype === "float32") out[i] = float32Text(data[i] as number);
    else out[i] = isFloating(dtype) ? floatText(x.at(i) as number) : hostText(x.at(i));
  }
  return out;
}
