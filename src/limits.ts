/** Limits on what bytes from outside may cost. Each is absolute, and checked before anything of that size is allocated. */
export interface Limits {
  /** Bytes of one file, or of one compressed stream once unpacked. */
  readonly maxBytes: number;
  /** Opcodes of one pickle. */
  readonly maxOpcodes: number;
  /** Values that one pickle makes, containers and records counting twice; also its stack, marks and memo together. */
  readonly maxValues: number;
  /** Depth of nested values when a tree is walked (reading itself is iterative and has no depth). */
  readonly maxDepth: number;
  /** Elements of one array that are objects of their own (strings, Python objects). */
  readonly maxObjects: number;
  /** Digits of one decimal integer (Python refuses more than 4,300 since 3.11; its cost is quadratic). */
  readonly maxDigits: number;
}

const GiB = 2 ** 30;

export const defaultLimits: Limits = {
  maxBytes: 8 * GiB,
  maxOpcodes: 500_000_000,
  maxValues: 30_000_000,
  maxDepth: 2_000_000,
  maxObjects: 50_000_000,
  maxDigits: 4_300,
};
