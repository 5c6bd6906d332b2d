import { describe, expect, it } from "vitest";
import { defineLayer, type LoadOptions, load, type Model, type Tensor } from "../../src/index.js";

/** Architectures without weights, in the layouts of Keras versions that no Python of today runs. */
const open = (model: unknown, options: LoadOptions = {}): Promise<Model> => load(new TextEncoder().encode(JSON.stringify(model)), options);

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

describe("functions of a user's own (Lambda)", () => {
  const bytecode = ["4wEAAAAAAAAAAAAAAAIAAAAD", null, null];
  const model = (config: object) => ({
    class_name: "Sequential",
    keras_version: "2.4.0",
    config: [
      { class_name: "Lambda", config: { name: "twice", batch_input_shape: [null, 2], function_type: "lambda", arguments: {}, ...config } },
    ],
  });

  it("are never run, and named with the way out", async () => {
    await expect((await open(model({ function: bytecode }))).predict([[1, 2]])).rejects.toMatchObject({
      code: "keras/unsupported",
      message: expect.stringContaining('custom: { "twice": defineLayer'),
    });
    await expect((await open(model({ function: "my_function" }))).predict([[1, 2]])).rejects.toMatchObject({
      code: "keras/unsupported",
      message: expect.stringContaining("my_function"),
    });
  });

  it("are supplied by the layer's name, or the function's", async () => {
    const twice = defineLayer("twice", { call: (x) => x.mul(2) });
    expect(numbers(await (await open(model({ function: bytecode }), { custom: { twice } })).predict([[1, 2]]))).toEqual([2, 4]);
    expect(
      numbers(await (await open(model({ name: "lambda", function: "my_own" }), { custom: { my_own: twice } })).predict([[1, 2]])),
    ).toEqual([2, 4]);
  });

  it("are computed where Keras has them", async () => {
    expect(numbers(await (await open(model({ function: "relu" }))).predict([[-1, 2]]))).toEqual([0, 2]);
    const leaky = await open(model({ function: "relu", arguments: { alpha: 0.5 } }));
    expect(numbers(await leaky.predict([[-1, 2]]))).toEqual([-0.5, 2]);
  });
});

describe("operations of Keras 3 without their modules, as .h5 files have them", () => {
  const tensor = (name: string) => ({
    class_name: "__keras_tensor__",
    config: { shape: [null, 2], dtype: "float32", keras_history: [name, 0, 0] },
  });
  const call = (className: string, name: string, args: unknown[], config: object = {}) => ({
    class_name: className,
    name,
    config: { name, ...config },
    inbound_nodes: [{ args, kwargs: {} }],
  });

  it("are those of their names, not layers", async () => {
    const network = await open({
      class_name: "Functional",
      keras_version: "3.15.0",
      config: {
        name: "model",
        layers: [
          { class_name: "InputLayer", name: "x", config: { batch_shape: [null, 2], dtype: "float32", name: "x" }, inbound_nodes: [] },
          call("Multiply", "operation", [tensor("x"), 3]),
          call("Multiply", "layer", [[tensor("x"), tensor("operation")]], { trainable: true, dtype: "float32" }),
        ],
        input_layers: [["x", 0, 0]],
        output_layers: ["layer", 0, 0],
      },
    });
    expect(numbers(await network.predict([[2, -1]]))).toEqual([12, 3]);
  });
});
