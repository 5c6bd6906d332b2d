import { type ErrorCode, ModelError } from "../../errors.js";

/** Reads a protobuf message; whatever is wrong with its bytes is a ModelError. */
export function guardedProto<M>(code: ErrorCode, where: string, parse: () => M): M {
  try {
    return parse();
  } catch (cause) {
    const reason =
      cause instanceof RangeError && /call stack/.test(cause.message)
        ? "it is nested too deep"
        : cause instanceof Error
          ? cause.message
          : String(cause);
    throw new ModelError(code, `${where} is no sound protobuf message: ${reason}.`, { where, cause: new ModelError(code, reason) });
  }
}
