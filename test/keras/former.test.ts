import { describe, expect, it } from "vitest";
import { load, type Model, type Tensor } from "../../src/index.js";

/** Architectures without weights, in the layouts of Keras versions that no Python of today runs. */
const open = (model: unknown): Promise<Model> => load(new TextEncoder().encode(JSON.stringify(model)));

const numbers = (answer: unknown): number[] => [...(answer as Tensor<"float32">).data];

describe("ops of a graph as layers (tf.keras of TensorFlow 2.0 to 2.3)", () => {
  const layer = (
    name: string,
    op: string,
    inputs: string[],
    constants: Record<string, unknown> = {},
    attr: Record<string, unknown> = {},
  ) => ({
    class_name: "TensorFlowOpLayer",
    name,
    config: { name, trainable: true, dtype: "float32", node_def: JSON.stringify({ name, op, input: inputs, attr }), constants },
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  });
  const model = (...layers: ReturnType<typeof layer>[]) => ({
    class_name: "Model",
    keras_version: "2.3.0-tf",
    config: {
      name: "model",
      layers: [
        { class_name: "InputLayer", name: "x", config: { batch_input_shape: [null, 2], dtype: "float32", name: "x" }, inbound_nodes: [] },
        ...layers,
      ],
      input_layers: [["x", 0, 0]],
      output_layers: [[layers.at(-1)?.name, 0, 0]],
    },
  });

  it("computes with constants at their places", async () => {
    const network = await open(
      model(
        layer("half", "Mul", ["x"], { 1: 0.5 }),
        layer("rest", "Sub", ["half"], { 0: 1 }),
        layer("both", "ConcatV2", ["half", "rest"], { 2: -1 }, { N: { i: "2" } }),
        layer("sum", "Sum", ["both"], { 1: [1] }, { keep_dims: { b: true } }),
        layer("all", "AddV2", ["both", "sum"]),
      ),
    );
    const answer = await network.predict([[2, 4]]);
    expect(numbers(answer)).toEqual([1 + 2, 2 + 2, 0 + 2, -1 + 2]);
  });

  it("slices by masks", async () => {
    const strided = layer(
      "last",
      "StridedSlice",
      ["x"],
      { 1: [0, -1], 2: [0, 0], 3: [1, 1] },
      {
        begin_mask: { i: "1" },
        end_mask: { i: "1" },
        shrink_axis_mask: { i: "2" },
      },
    );
    expect(
      numbers(
        await (await open(model(strided))).predict([
          [2, 4],
          [6, 8],
        ]),
      ),
    ).toEqual([4, 8]);
  });

  it("names an op that it does not compute", async () => {
    const network = await open(model(layer("odd", "Betainc", ["x"])));
    await expect(network.predict([[1, 2]])).rejects.toMatchObject({
      code: "keras/unsupported",
      message: expect.stringContaining("op Betainc"),
    });
  });
});
