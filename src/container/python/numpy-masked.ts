import { PyTuple } from "../pickle/values.js";
import { bytesOf, onlyState } from "./content.js";
import { arrayFromState, makeArray } from "./numpy-arrays.js";
import { parseDtype } from "./numpy-dtype.js";
import { MaskedArray, type Reconstructor } from "./real.js";

/**
 * `_mareconstruct(cls, base, shape, type)` with the state (version, shape, dtype, is_fortran, data, mask, fill_value)
 * (numpy/ma/core.py, `MaskedArray.__setstate__`). The mask of a structured array has a structured dtype: such a record stays inert.
 */
export const numpyMasked: Reconstructor = {
  calls: ["numpy.ma.core._mareconstruct"],
  read: (record, context) => {
    const state = onlyState(record);
    if (!(state instanceof PyTuple) || state.items.length !== 7) return undefined;
    const data = arrayFromState(state.items.slice(0, 5), context);
    if (data === undefined) return undefined;
    if (data.dtype.fields) return record;
    const mask = bytesOf(context.realize(state.items[5] ?? null));
    // The data's own order may be C (objects always are); the mask keeps what the state says.
    return mask && new MaskedArray(data, makeArray(parseDtype("|b1"), data.shape, state.items[3] === true, mask), state.items[6] ?? null);
  },
};
