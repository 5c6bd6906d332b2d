import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ort from "onnxruntime-node";
import { afterAll, expect, it } from "vitest";
import { type Tensor, verify } from "../../src/index.js";
import { Fixture } from "./fixture.js";

const folder = mkdtempSync(join(tmpdir(), "brine-keras-onnx-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = [
  "Dense/3.15/no-bias",
  "Dense/3.15/relu",
  "Conv2D/3.15/same",
  "Conv2D/3.15/strided",
  "Functional/3.15/many",
  "Functional/3.15/dicts",
  "Functional/3.15/residual",
  "LSTM/3.15/masked-backwards",
  "GRU/3.15/before",
  "StackedRNNCells/3.15/masked",
  "Bidirectional/3.15/text",
  "ConvLSTM2D/3.15/sequences",
  "TimeDistributed/3.15/conv",
  "MultiHeadAttention/3.15/masked",
];

it.each(cases)("%s: onnxruntime answers what Keras does, under the model's own names", async (name) => {
  const fixture = await new Fixture(name).open();
  const { document } = fixture;
  const model = await fixture.load("model.keras");
  const bytes = await model.toOnnx();
  const session = await ort.InferenceSession.create(bytes);
  expect(session.inputNames).toEqual(model.inputs?.tensors?.map((input) => input.name));
  if (document.outputs.length > 1) expect([...session.outputNames].sort()).toEqual(document.outputs.map((output) => output.name).sort());
  for (const call of document.calls) {
    const given = fixture.inputs(call);
    const tensors: readonly Tensor[] = document.inputs.length === 1 ? [given as Tensor] : Object.values(given as Record<string, Tensor>);
    const feeds = Object.fromEntries(
      document.inputs.map((input, i) => {
        const { dtype, data, shape } = tensors[i] as Tensor;
        return [
          document.inputs.length === 1 ? (session.inputNames[0] as string) : input.name,
          new ort.Tensor(dtype as "float32", data as Float32Array, shape as number[]),
        ];
      }),
    );
    const answers = await session.run(feeds);
    for (const [k, expected] of fixture.outputs(call).entries()) {
      const found = answers[session.outputNames[k] as string] as ort.Tensor;
      expect([...found.dims]).toEqual([...expected.shape]);
      const { rtol, atol } = document.tolerance;
      for (let i = 0; i < expected.size; i++) {
        const wanted = Number(expected.at(i));
        if (!Number.isFinite(wanted)) expect(Number(found.data[i])).toBe(wanted);
        else expect(Math.abs(Number(found.data[i]) - wanted)).toBeLessThanOrEqual(atol + rtol * Math.abs(wanted));
      }
    }
  }
  const file = join(folder, "model.onnx");
  writeFileSync(file, bytes);
  if (document.outputs.length === 1) {
    const inputs = fixture.inputs(document.calls[0] as never);
    expect((await verify(model, file, { inputs, methods: ["predict"], tolerance: 1e-5 })).predictions).toEqual([]);
  }
  fixture.close();
});

it("lengths that the model leaves open are taken from rows, or asked for", async () => {
  const fixture = await new Fixture("Conv2D/3.15/open").open();
  const model = await fixture.load("model.keras");
  await expect(model.toOnnx()).rejects.toMatchObject({ code: "format/write", message: expect.stringContaining("--input") });
  const [call] = fixture.document.calls;
  const bytes = await model.toOnnx({ input: fixture.inputs(call as never) });
  const session = await ort.InferenceSession.create(bytes);
  expect(session.inputNames).toEqual(model.inputs?.tensors?.map(({ name }) => name));
  fixture.close();
});
