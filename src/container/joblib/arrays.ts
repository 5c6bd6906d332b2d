import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { hasObjects } from "../npy/descr.js";
import { PickleMachine } from "../pickle/machine.js";
import { PyDict, PyGlobal, type PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import { PyDtype } from "../python/real.js";
import { realize } from "../python/realize.js";
import { arrayRecord, arrayState, RECONSTRUCT } from "./ndarray-record.js";
import { type WrapperKind, wrapperKind } from "./wrappers.js";

/** An array whose content is in another file, to be filled in when that is read. */
export interface PendingArray {
  readonly kind: "NDArrayWrapper" | "ZNDArrayWrapper";
  readonly fileName: string;
  readonly record: PyObject;
  /** ZNDArrayWrapper: version, shape, dtype and order; the bytes are missing. */
  readonly state: PyTuple | undefined;
  readonly offset: number;
}

/** Replaces joblib's wrappers, while a pickle is read, by the records that NumPy itself pickles for arrays. */
export class ArrayReader {
  readonly pending: PendingArray[] = [];
  /** Arrays seen, by the wrapper that stood for them. */
  readonly counts: Record<WrapperKind, number> = { NumpyArrayWrapper: 0, NDArrayWrapper: 0, ZNDArrayWrapper: 0 };
  readonly #reconstruct = new PyGlobal("numpy.core.multiarray", RECONSTRUCT);
  readonly #ndarray = new PyGlobal("numpy", "ndarray");

  constructor(
    readonly limits: Limits,
    readonly where: string,
  ) {}

  /** The machine's `onBuild`. */
  readonly onBuild = (object: PyObject, machine: PickleMachine): PyValue | undefined => {
    const kind = wrapperKind(object.cls);
    if (kind === undefined) return undefined;
    const state = object.states[0];
    if (!(state instanceof PyDict) || object.states.length !== 1) throw this.#malformed("its wrapper has no attributes", machine.position);
    this.counts[kind]++;
    if (kind === "NumpyArrayWrapper") return this.#inStream(state, machine);
    return this.#inSibling(kind, state, machine.position);
  };

  /** Names the maker of arrays as the file itself does, once all of it was read. */
  settle(globals: readonly { readonly global: PyGlobal }[]): void {
    const name: { module: string } = this.#reconstruct;
    if (globals.some(({ global }) => global.module.startsWith("numpy._core"))) name.module = "numpy._core.multiarray";
  }

  /** joblib/numpy_pickle.py, `NumpyArrayWrapper.read_array`. */
  #inStream(attributes: PyDict, machine: PickleMachine): PyValue {
    const at = machine.position;
    const shape = attributes.get("shape");
    const dtypeValue = attributes.get("dtype");
    const real = realize(dtypeValue ?? null, this.limits);
    if (!(shape instanceof PyTuple) || dtypeValue === undefined || !(real instanceof PyDtype))
      throw this.#malformed("its wrapper has no shape or no dtype", at);
    if (hasObjects(real.dtype)) return this.#nested(machine);
    if (typeof attributes.get("numpy_array_alignment_bytes") === "bigint") {
      const padding = machine.u1();
      machine.take(padding);
    }
    const size = this.#count(shape, at) * real.dtype.itemSize;
    const left = machine.bytes.length - machine.position;
    if (size > left)
      throw new ModelError("bytes/eof", `${this.where}: an array takes ${size} bytes, ${left} are left. Copy or download the file again.`, {
        where: this.where,
        offset: machine.position,
        python: "ValueError",
      });
    const record = arrayRecord(this.#reconstruct, this.#subclass(attributes.get("subclass")));
    record.states.push(arrayState(shape.items, dtypeValue, attributes.get("order") === "F", machine.view(size)));
    return record;
  }

  /** An array of objects is a whole pickle of its own, which Python loads without joblib's extras. */
  #nested(machine: PickleMachine): PyValue {
    const nested = new PickleMachine(machine.bytes, { limits: this.limits, offset: machine.position, where: this.where });
    try {
      return nested.run();
    } finally {
      // What a damaged array names counts too: a scan must not miss it.
      machine.position = nested.position;
      for (const use of nested.globals) machine.globals.push(use);
      for (const note of nested.notes) machine.notes.push(note);
    }
  }

  #inSibling(kind: "NDArrayWrapper" | "ZNDArrayWrapper", attributes: PyDict, offset: number): PyValue {
    const fileName = attributes.get("filename");
    if (typeof fileName !== "string") throw this.#malformed("its wrapper names no file", offset);
    const state = attributes.get("state");
    const args = attributes.get("init_args");
    if (kind === "ZNDArrayWrapper" && !(state instanceof PyTuple && args instanceof PyTuple))
      throw this.#malformed("its wrapper has no state", offset);
    const subclass = args instanceof PyTuple ? args.items[0] : attributes.get("subclass");
    const record = arrayRecord(this.#reconstruct, this.#subclass(subclass));
    this.pending.push({ kind, fileName, record, state: state instanceof PyTuple ? state : undefined, offset });
    return record;
  }

  /** A memory map of another process's file is a plain array here, as in `joblib.load`. */
  #subclass(value: PyValue | undefined): PyGlobal {
    return value instanceof PyGlobal && value.name !== "memmap" ? value : this.#ndarray;
  }

  #count(shape: PyTuple, offset: number): number {
    let count = 1;
    for (const dim of shape.items) {
      const length = typeof dim === "bigint" ? Number(dim) : -1;
      if (length < 0) throw this.#malformed("its shape is not a tuple of sizes", offset);
      count *= length;
    }
    if (!Number.isSafeInteger(count)) throw this.#malformed("its shape is beyond any file", offset);
    return count;
  }

  #malformed(what: string, offset: number): ModelError {
    return new ModelError("joblib/array", `${this.where}: an array is malformed: ${what}.`, { where: this.where, offset });
  }
}
