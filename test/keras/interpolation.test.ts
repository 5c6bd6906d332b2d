import { expect, test } from "vitest";
import { type Interpolation, interpolationMatrix } from "../../src/lower/keras/interpolation.js";

/** What tf.image.resize (TensorFlow 2.21) makes of 0, 1, 4, -3, to six digits. */
const answers: Readonly<Record<Interpolation, readonly (readonly number[])[]>> = {
  area: [
    [0, 0.5, 1, 4, 0.499999, -2.999999],
    [0.25, 2.5, -1.25],
  ],
  gaussian: [
    [0.064969, 0.5, 1.541084, 3.041937, 0.5, -2.545216],
    [0.208609, 2.5, -1.539741],
  ],
  mitchellcubic: [
    [-0.007725, 0.382551, 1.561728, 3.549383, 0.483222, -3.054079],
    [0.144391, 2.777777, -1.811399],
  ],
  lanczos3: [
    [-0.006579, -0.00489, 1.801634, 4.41377, 0.427873, -3.730239],
    [-0.011287, 3.642857, -2.060338],
  ],
  lanczos5: [
    [0.181531, -0.300182, 2.005157, 4.636741, 0.385688, -3.850214],
    [-0.169102, 4.140895, -2.003401],
  ],
  bicubic: [
    [-0.065889, 0.294118, 1.501248, 4.055175, 0.470588, -3.461221],
    [0.081124, 3, -2.168641],
  ],
  bilinear: [
    [0, 0.5, 1.5, 3.5, 0.5, -3],
    [0.166667, 2.5, -1.833334],
  ],
};
const line = [0, 1, 4, -3];

test.each(Object.entries(answers) as [Interpolation, readonly number[][]][])("%s is TensorFlow's", (way, lines) => {
  for (const wanted of lines) {
    const { data } = interpolationMatrix(way, line.length, wanted.length);
    for (const [i, value] of wanted.entries()) {
      const found = line.reduce((sum, number, j) => sum + number * (data[i * line.length + j] as number), 0);
      expect(Math.abs(found - value)).toBeLessThan(2e-6);
    }
  }
});
