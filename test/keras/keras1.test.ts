import { describe, expect, it } from "vitest";
import { type GroupDraft, writeHdf5 } from "../../src/container/hdf5/write.js";
import { float32, load, type Model, strings, type Tensor } from "../../src/index.js";

/** Files in the layout of Keras 1, which no Python of today writes; what they mean is in keras/legacy of Keras 2. */

const group = (members: Readonly<Record<string, GroupDraft | Tensor>>, attributes: GroupDraft["attributes"] = new Map()): GroupDraft => ({
  attributes,
  members: new Map(Object.entries(members)),
});
const counted = (...shape: number[]): Tensor =>
  float32(
    shape,
    Array.from({ length: shape.reduce((product, length) => product * length, 1) }, (_, i) => i + 1),
  );
const numbers = (tensor: unknown): number[] => [...(tensor as Tensor<"float32">).data];

type Layer = { readonly class_name: string; readonly config: Readonly<Record<string, unknown>> };

/** A whole model; the arrays of each layer by name, in order. */
async function saved(
  config: unknown,
  arrays: Readonly<Record<string, readonly Tensor[]>>,
  attributes: [string, string][] = [],
): Promise<Model> {
  const layers = Object.entries(arrays).map(([name, list]) => {
    const named = Object.fromEntries(list.map((tensor, i) => [`${name}_${i}`, tensor]));
    return [name, group(named, new Map([["weight_names", Object.keys(named)]]))] as const;
  });
  const weights = group(Object.fromEntries(layers), new Map([["layer_names", Object.keys(arrays)]]));
  const root = group(
    { model_weights: weights },
    new Map([["keras_version", "1.2.2"], ["model_config", JSON.stringify(config)], ...attributes]),
  );
  return load(await writeHdf5(root));
}
const sequential = (...layers: Layer[]) => ({ class_name: "Sequential", config: layers });

describe("layers in the words of Keras 1", () => {
  const image = {
    batch_input_shape: [null, 1, 3, 3],
    name: "conv",
    nb_filter: 2,
    nb_row: 2,
    nb_col: 2,
    border_mode: "valid",
    subsample: [1, 1],
  };

  it("Convolution2D with the filters and channels first", async () => {
    const convolution = { class_name: "Convolution2D", config: { ...image, dim_ordering: "th", bias: true, activation: "linear" } };
    const model = await saved(sequential(convolution), { conv: [counted(2, 1, 2, 2), counted(2)] });
    const kernel = model.weights.get("conv/kernel");
    expect(kernel?.shape).toEqual([2, 2, 1, 2]);
    expect(numbers(kernel)).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
    const answer = await model.predict(counted(1, 1, 3, 3));
    // The first window is 1 2 4 5, the filters 1 to 4 and 5 to 8, the biases 1 and 2.
    expect((answer as Tensor).shape).toEqual([1, 2, 2, 2]);
    expect(numbers(answer)[0]).toBe(1 + 2 * 2 + 4 * 3 + 5 * 4 + 1);
    expect(numbers(answer)[4]).toBe(5 + 2 * 6 + 4 * 7 + 5 * 8 + 2);
  });

  it("a kernel of Theano, which turns it around", async () => {
    const convolution = {
      class_name: "Convolution2D",
      config: { ...image, batch_input_shape: [null, 3, 3, 1], dim_ordering: "tf", bias: false },
    };
    const model = await saved(sequential(convolution), { conv: [counted(2, 2, 1, 2)] }, [["backend", "theano"]]);
    expect(numbers(model.weights.get("conv/kernel"))).toEqual([7, 8, 5, 6, 3, 4, 1, 2]);
  });

  it("Convolution1D as an image of width 1", async () => {
    const convolution = {
      class_name: "Convolution1D",
      config: {
        name: "conv",
        batch_input_shape: [null, 4, 3],
        nb_filter: 2,
        filter_length: 2,
        border_mode: "same",
        subsample_length: 1,
        bias: true,
      },
    };
    const model = await saved(sequential(convolution), { conv: [counted(2, 1, 3, 2), counted(2)] });
    expect(model.weights.get("conv/kernel")?.shape).toEqual([2, 3, 2]);
  });

  it("gates of an LSTM, each in arrays of its own: i, c, f, o", async () => {
    const lstm = {
      class_name: "LSTM",
      config: { name: "lstm", batch_input_shape: [null, 3, 2], output_dim: 1, inner_activation: "hard_sigmoid" },
    };
    const gates = [1, 2, 3, 4].flatMap((gate) => [
      float32([2, 1], [gate, 10 * gate]),
      float32([1, 1], [100 * gate]),
      float32([1], [-gate]),
    ]);
    const model = await saved(sequential(lstm), { lstm: gates });
    const found = [...model.weights.values()].map((tensor) => ({ shape: tensor.shape, values: numbers(tensor) }));
    expect(found).toEqual([
      { shape: [2, 4], values: [1, 3, 2, 4, 10, 30, 20, 40] },
      { shape: [1, 4], values: [100, 300, 200, 400] },
      { shape: [4], values: [-1, -3, -2, -4] },
    ]);
  });

  it("a Merge of two branches before the rest", async () => {
    const dense = (name: string, width: number, units: number): Layer => ({
      class_name: "Dense",
      config: { name, batch_input_shape: [null, width], output_dim: units, activation: "linear", bias: true },
    });
    const merge = {
      class_name: "Merge",
      config: {
        name: "merge_1",
        mode: "concat",
        concat_axis: -1,
        layers: [sequential(dense("left", 2, 1)), sequential(dense("right", 1, 1))],
      },
    };
    const model = await saved(sequential(merge, dense("last", 2, 1)), {
      left: [float32([2, 1], [1, 2]), float32([1], [3])],
      right: [float32([1, 1], [5]), float32([1], [0])],
      last: [float32([2, 1], [1, 10]), float32([1], [0])],
    });
    const names = (model.inputs?.tensors ?? []).map(({ name }) => name);
    const [a = "", b = ""] = names;
    const answer = await model.predict({ [a]: float32([1, 2], [1, 1]), [b]: float32([1, 1], [2]) });
    expect(numbers(answer)).toEqual([1 + 2 + 3 + 10 * (2 * 5)]);
  });
});

describe("layers that Keras 1 had and nobody since", () => {
  it("Highway lets through what it does not carry", async () => {
    const highway = { class_name: "Highway", config: { name: "highway", batch_input_shape: [null, 1], activation: "linear", bias: true } };
    const model = await saved(sequential(highway), {
      highway: [float32([1, 1], [3]), float32([1, 1], [0]), float32([1], [1]), float32([1], [0])],
    });
    // The gate is sigmoid(0): half of 3 x + 1, half of x.
    expect(numbers(await model.predict([[2]]))).toEqual([(7 + 2) / 2]);
  });

  it("MaxoutDense keeps the largest of several", async () => {
    const maxout = {
      class_name: "MaxoutDense",
      config: { name: "maxout", batch_input_shape: [null, 2], output_dim: 1, nb_feature: 2, bias: true },
    };
    const model = await saved(sequential(maxout), { maxout: [float32([2, 2, 1], [1, 1, -1, -1]), float32([2, 1], [0, 5])] });
    expect(numbers(await model.predict(float32([2, 2], [1, 2, 10, 20])))).toEqual([3, 30]);
  });
});

describe("HDF5 files that people lay out themselves", () => {
  const config = {
    class_name: "Sequential",
    config: {
      name: "s",
      layers: [
        { class_name: "Dense", config: { name: "first", units: 2, batch_input_shape: [null, 2], activation: "relu" } },
        ...Array.from({ length: 5 }, (_, i) => ({ class_name: "Dense", config: { name: `same_${i}`, units: 2 } })),
      ],
    },
    keras_version: "2.3.1",
  };
  const one = float32([2, 2], [1, 0, 0, 1]);
  const none = float32([2], [0, 0]);
  const list = [float32([2, 2], [1, 2, 3, 4]), float32([2], [0.5, -50]), ...Array.from({ length: 5 }, () => [one, none]).flat()];

  it.each<[string, () => GroupDraft]>([
    [
      "a dataset model_config and weight_0 to weight_11",
      () =>
        group({
          model_config: strings([], [JSON.stringify(config)]),
          ...Object.fromEntries(list.map((tensor, i) => [`weight_${i}`, tensor])),
        }),
    ],
    [
      "an attribute config and a group of numbers",
      () =>
        group(
          { weights: group(Object.fromEntries(list.map((tensor, i) => [String(i), tensor]))) },
          new Map([["config", JSON.stringify(config)]]),
        ),
    ],
  ])("%s", async (_, draft) => {
    const model = await load(await writeHdf5(draft()));
    expect([...model.weights.keys()].slice(0, 3)).toEqual(["first/kernel", "first/bias", "same_0/kernel"]);
    expect(numbers(await model.predict([[1, 2]]))).toEqual([7.5, 0]);
    expect(model.frameworkVersion).toBe("2.3.1");
  });

  it.each([11, 13])("names what %i arrays for 12 variables lack or have too much", async (count) => {
    const arrays = [...list, none].slice(0, count).map((tensor, i) => [`w${i}`, tensor] as const);
    const draft = group(Object.fromEntries(arrays), new Map([["config", JSON.stringify(config)]]));
    await expect(load(await writeHdf5(draft))).rejects.toMatchObject({
      code: "keras/weights",
      message: expect.stringContaining(String(count)),
    });
  });
});

describe("an activation that learns", () => {
  it("keeps its variable beside those of its layer", async () => {
    const activation = { class_name: "PReLU", config: { name: "p_re_lu", shared_axes: null } };
    const dense = { class_name: "Dense", config: { name: "dense", batch_input_shape: [null, 1], units: 2, activation } };
    const arrays = [float32([1, 2], [1, -1]), float32([2], [0, 0]), float32([2], [0.5, 0.25])];
    const model = await saved(sequential(dense), { dense: arrays });
    expect([...model.weights.keys()]).toEqual(["dense/kernel", "dense/bias", "dense/activation/alpha"]);
    expect(numbers(await model.predict([[2]]))).toEqual([2, -0.5]);
    // Keras 3 does not save it; what it was is not to be had from the file.
    const without = await saved(sequential(dense), { dense: arrays.slice(0, 2) });
    await expect(without.predict([[2]])).rejects.toMatchObject({ code: "keras/weights", where: "dense/activation/alpha" });
  });
});
