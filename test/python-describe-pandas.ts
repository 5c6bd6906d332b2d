import type { PyValue } from "../src/container/pickle/values.js";
import { NdArray } from "../src/container/python/array.js";
import { hostValue } from "../src/container/python/host.js";
import { PandasArray, PandasFrame, PandasIndex, PandasSeries, type PandasValues, PyRange } from "../src/container/python/real.js";
import type { PyReal } from "../src/container/python/realize.js";

/** The counterpart of oracle/cases/pickle/pandas_describe.py. */
export function describePandas(value: PyReal, describe: (value: PyValue) => unknown, array: (value: NdArray) => unknown): unknown {
  const values = (each: PandasValues): unknown => {
    if (each instanceof NdArray) return array(each);
    switch (each.kind) {
      case "categorical":
        return ["categorical", array(each.values), each.categories && index(each.categories), each.ordered];
      case "masked":
        return ["masked", array(each.values), each.mask && array(each.mask)];
      case "string":
        return ["string", each.values.objects?.map((item) => (typeof item === "string" ? item : null))];
      case "interval":
        return ["interval", array(each.values), each.right && array(each.right)];
      default: {
        const plain = new NdArray(
          { ...each.values.dtype, kind: "i" },
          each.values.shape,
          each.values.fortran,
          each.values.bytes,
          undefined,
        );
        const [head, , size, , shape, cells] = array(plain) as unknown[];
        return [each.kind, [head, "i", size, null, shape, cells]];
      }
    }
  };
  const index = ({ name, content }: PandasIndex): unknown => {
    if (content instanceof PyRange) return ["index", name, ["range", Number(content.start), Number(content.stop), Number(content.step)]];
    if (content instanceof NdArray || content instanceof PandasArray) return ["index", name, values(content)];
    return ["index", null, ["multi", content.map((each) => [index(each.level), array(each.codes), hostValue(each.name)])]];
  };
  if (value instanceof PandasFrame) return ["frame", index(value.header), value.columns.map(values), index(value.index)];
  if (value instanceof PandasSeries) return ["series", describe(value.name), values(value.values), index(value.index)];
  if (value instanceof PandasIndex) return index(value);
  throw new Error(`cannot describe a ${value?.constructor.name}`);
}
