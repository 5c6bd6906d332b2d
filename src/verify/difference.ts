/** One thing that is not the same in two models. */
export interface Difference {
  /** `steps.scaler.mean_`, `predict_proba`. */
  readonly name: string;
  readonly kind: "missing" | "added" | "shape" | "dtype" | "value";
  /** What each side has, in a few words. */
  readonly a: string;
  readonly b: string;
  /** Numbers: the largest absolute difference, how many elements differ, and where the largest is (indices in C order). */
  readonly largest?: number;
  readonly count?: number;
  readonly at?: readonly number[];
}

/** How far numbers may be apart: |a - b| <= absolute + relative * |b|. Both zero asks for equal bytes. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

export const exact: Tolerance = { relative: 0, absolute: 0 };
