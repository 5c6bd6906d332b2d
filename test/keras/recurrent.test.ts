import { describe, expect, it } from "vitest";
import { engine } from "../../src/builtins.js";
import { savedLayer } from "../../src/decode/keras/layer.js";
import { KerasSource } from "../../src/decode/keras/source.js";
import type { Json } from "../../src/decode/source.js";
import { defineCell, float32, load, Model, Tensor } from "../../src/index.js";
import { difference } from "./compare.js";
import { Fixture } from "./fixture.js";

const tolerance = { rtol: 1e-5, atol: 1e-6 };

/** The model of a fixture with its configuration and its arrays made over. */
async function made(
  name: string,
  config: (text: string) => string,
  weights: (weights: ReadonlyMap<string, Tensor>) => ReadonlyMap<string, Tensor>,
) {
  const fixture = await new Fixture(name).open();
  const { source } = await fixture.load("model.keras");
  if (!(source instanceof KerasSource)) throw new Error("no Keras model");
  const root = savedLayer(
    JSON.parse(config(JSON.stringify({ class_name: source.root?.className, config: source.config }))) as Json,
    "model",
  );
  const other = new KerasSource(root, weights(source.weights), source.container, source.saved);
  return { fixture, model: new Model(other, await engine(other)) };
}

/** A gate's kernel in the other order of reading: what cuDNN has. */
function toCuDNN(tensor: Tensor, gates: number, turn: (row: number, column: number, rows: number, units: number) => number): Tensor {
  const [rows = 0, width = 0] = tensor.shape;
  const units = width / gates;
  const data = new Float32Array(tensor.size);
  for (let g = 0; g < gates; g++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < units; j++) {
        const at = turn(i, j, rows, units);
        data[Math.floor(at / units) * width + g * units + (at % units)] = Number(tensor.data[i * width + g * units + j]);
      }
  return float32(tensor.shape, data);
}

describe("CuDNN layers of Keras 2", () => {
  it.each([
    ["LSTM", 4],
    ["GRU", 3],
  ])("CuDNN%s answers as the layer for all processors, with %i gates in cuDNN's layout", async (name, gates) => {
    const { fixture, model } = await made(
      `${name}/2.12/default`,
      (text) => text.replaceAll(`"class_name":"${name}"`, `"class_name":"CuDNN${name}"`),
      (weights) => {
        const found = [...weights].map(([path, tensor]): [string, Tensor] => {
          const own = path.replace("/cell/", "/");
          if (own.endsWith("/recurrent_kernel")) return [own, toCuDNN(tensor, gates, (i, j, _, units) => j * units + i)];
          if (own.endsWith("/kernel")) return [own, toCuDNN(tensor, gates, (i, j, rows) => j * rows + i)];
          const bias = tensor as Tensor<"float32">;
          // LSTM's one bias is the sum of both.
          const both = name === "LSTM" ? [...bias.data.map((value) => value - 1), ...bias.data.map(() => 1)] : [...bias.data];
          return [own, float32([both.length], both)];
        });
        return new Map(found);
      },
    );
    const [call] = fixture.document.calls;
    if (call === undefined) throw new Error("nothing asked");
    const found = difference(fixture.outputs(call), await model.predict(fixture.inputs(call)), { rtol: 1e-5, atol: 3e-6 });
    expect(found).toBeUndefined();
  });
});

describe("sequences in double precision go step by step", () => {
  const names = [
    "LSTM/3.15/masked",
    "LSTM/3.15/masked-backwards",
    "GRU/3.15/before",
    "GRU/3.15/masked",
    "SimpleRNN/3.15/masked",
    "StackedRNNCells/3.15/masked",
  ];
  it.each(names)("%s", async (name) => {
    const { fixture, model } = await made(
      name,
      (text) => text.replaceAll('"float32"', '"float64"'),
      (weights) => weights,
    );
    const [call] = fixture.document.calls;
    if (call === undefined) throw new Error("nothing asked");
    const answer = await model.predict(fixture.inputs(call));
    const wanted = fixture
      .outputs(call)
      .map((tensor) => new Tensor("float64", tensor.shape, Float64Array.from(tensor.data as Float32Array)));
    expect(difference(wanted, answer, tolerance)).toBeUndefined();
  });
});

describe("a stateful layer", () => {
  it("goes on where it was, until its states are forgotten or the rows are others", async () => {
    const fixture = await new Fixture("LSTM/3.15/stateful").open();
    const model = await fixture.load("model.keras");
    const [call] = fixture.document.calls;
    if (call === undefined) throw new Error("nothing asked");
    const x = fixture.inputs(call) as Tensor;
    const first = (await model.predict(x)) as Tensor;
    expect(((await model.predict(x)) as Tensor).data).not.toEqual(first.data);
    model.resetStates();
    expect(((await model.predict(x)) as Tensor).data).toEqual(first.data);
    const [, ...rest] = x.shape;
    const row = new Tensor("float32", [1, ...rest], (x.data as Float32Array).slice(0, x.size / (x.shape[0] ?? 1)));
    const alone = (await model.predict(row)) as Tensor<"float32">;
    [...alone.data].forEach((value, i) => {
      expect(value).toBeCloseTo(Number(first.data[i]), 6);
    });
  });
});

describe("a cell of one's own", () => {
  const halving = defineCell("Halving", {
    config: {},
    weights: {},
    count: 1,
    states: (_, step) => [step.slice(1)],
    step: (x, [h]) => {
      const output = h ? x.add(h.mul(0.5)) : x;
      return { output, states: [output] };
    },
  });
  const architecture = (settings: object) =>
    new TextEncoder().encode(
      JSON.stringify({
        class_name: "Sequential",
        config: {
          name: "sequential",
          layers: [
            { class_name: "InputLayer", module: "keras.layers", config: { batch_shape: [null, null, 2], dtype: "float32", name: "x" } },
            { class_name: "Masking", config: { name: "masking", mask_value: 0 } },
            {
              class_name: "RNN",
              config: {
                name: "rnn",
                ...settings,
                cell: { class_name: "Halving", registered_name: "acme>Halving", config: { name: "halving" } },
              },
            },
          ],
        },
      }),
    );
  const x = float32([2, 3, 2], [1, 2, 0, 0, 4, 4, 0, 0, 8, 8, 0, 0]);

  it.each([
    [{ return_sequences: true }, [1, 2, 1, 2, 4.5, 5, 0, 0, 8, 8, 8, 8]],
    [{ return_sequences: true, zero_output_for_mask: true }, [1, 2, 0, 0, 4.5, 5, 0, 0, 8, 8, 0, 0]],
    [{ zero_output_for_mask: true }, [4.5, 5, 0, 0]],
    [{ go_backwards: true }, [3, 4, 8, 8]],
  ])("steps that do not count carry the output on: %o", async (settings, wanted) => {
    const model = await load(architecture(settings), { custom: { "acme>Halving": halving } });
    expect([...((await model.predict(x)) as Tensor<"float32">).data]).toEqual(wanted);
  });

  it("is asked for by name", async () => {
    const model = await load(architecture({}));
    await expect(model.predict(x)).rejects.toMatchObject({ code: "keras/unknown-layer", message: expect.stringContaining("acme>Halving") });
  });
});
