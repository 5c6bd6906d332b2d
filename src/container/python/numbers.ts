import { PyDict } from "../pickle/values.js";
import { attributeDict, textOf } from "./content.js";
import { PyDecimal, PyFraction, PyUuid, type Reconstructor } from "./real.js";

const decimal: Reconstructor = {
  calls: ["decimal.Decimal", "_decimal.Decimal"],
  read: (record) => {
    const text = textOf(record.args.items[0]);
    const known = text !== undefined && /^[+-]?((\d+\.?\d*|\.\d+)(e[+-]?\d+)?|inf(inity)?|s?nan\d*)$/i.test(text);
    return known ? new PyDecimal(text) : undefined;
  },
};

/** `Fraction("3/4")` until Python 3.11, `Fraction(3, 4)` after (Lib/fractions.py, `__reduce__`). */
const fraction: Reconstructor = {
  calls: ["fractions.Fraction"],
  read: (record, context) => {
    const [first, second] = record.args.items;
    if (typeof first === "bigint" && typeof second === "bigint" && second !== 0n) return new PyFraction(first, second);
    const parts = /^(-?\d+)(?:\/(\d+))?$/.exec(textOf(first) ?? "");
    if (parts === null || (parts[1]?.length ?? 0) + (parts[2]?.length ?? 0) > 2 * context.limits.maxDigits) return undefined;
    const denominator = BigInt(parts[2] ?? "1");
    return denominator === 0n ? undefined : new PyFraction(BigInt(parts[1] ?? "0"), denominator);
  },
};

const uuid: Reconstructor = {
  classes: ["uuid.UUID"],
  read: (record) => {
    const value = (attributeDict(record) ?? new PyDict()).get("int");
    return typeof value === "bigint" && value >= 0n && value < 1n << 128n ? new PyUuid(value) : undefined;
  },
};

export const numbers: readonly Reconstructor[] = [decimal, fraction, uuid];
