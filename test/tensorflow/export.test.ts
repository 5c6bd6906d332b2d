import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DType, Tensor } from "../../src/index.js";
import { difference } from "../keras/compare.js";
import { Fixture } from "./fixture.js";

/** A SavedModel as .onnx answers in onnxruntime what TensorFlow answered: its graph became standard ops. */
describe.each(["dense/2.21", "vision/2.21", "sequence/2.21", "two_inputs/2.21", "session/2.15", "frozen/2.15"])("%s as .onnx", (name) => {
  const fixture = new Fixture(name);
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  it("answers the same", async () => {
    const [question] = fixture.document.asked;
    const given = fixture.named(question?.inputs ?? {});
    const bytes = await (await fixture.load()).toOnnx({ methods: ["predict"], input: given });
    const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const [first] = Object.values(given);
    const feeds = Object.fromEntries(
      session.inputNames.map((input) => {
        const tensor = given[input] ?? (first as Tensor);
        return [input, new OrtTensor(tensor.dtype as "float32", tensor.data as Float32Array, tensor.shape)];
      }),
    );
    const answers = Object.values(await session.run(feeds));
    const expected = Object.keys(question?.outputs ?? {})
      .sort()
      .map((key) => fixture.array(question?.outputs[key] ?? ""));
    const found = answers.map((answer) => new Tensor(answer.type as DType, answer.dims, answer.data as never));
    expect(difference(expected, found, { rtol: 1e-5, atol: 1e-6 })).toBeUndefined();
    await session.release();
  }, 30_000);
});
