import { describe, expect, it } from "vitest";
import { arrayRepr } from "../src/runtime/interpreter/numpy-print.js";

/** What NumPy 1.23 and 2.4 print. */
describe("repr of arrays of whole numbers", () => {
  it("aligns them", () => {
    expect(arrayRepr([3])).toBe("array([3])");
    expect(arrayRepr([8, 9, 116])).toBe("array([  8,   9, 116])");
  });
  it("breaks lines before their 75th character", () => {
    expect(arrayRepr(Array.from({ length: 19 }, (_, i) => i + 90))).toBe(
      "array([ 90,  91,  92,  93,  94,  95,  96,  97,  98,  99, 100, 101, 102,\n       103, 104, 105, 106, 107, 108])",
    );
    expect(arrayRepr(Array.from({ length: 24 }, (_, i) => i % 10))).toBe(
      "array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1,\n       2, 3])",
    );
  });
  it("shows the ends of long ones", () => {
    expect(arrayRepr(Array.from({ length: 1001 }, (_, i) => i))).toBe("array([   0,    1,    2, ...,  998,  999, 1000])");
  });
});
