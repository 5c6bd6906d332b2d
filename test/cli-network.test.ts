import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { npyEncoder, npzEncoder } from "../src/cli/data/write/numpy.js";
import { readNpz } from "../src/container/npy/npz.js";
import { readNpy } from "../src/container/npy/read.js";
import { toTensor } from "../src/container/python/tensor.js";
import { Tensor } from "../src/index.js";
import { brine, folder, lines, ok, root } from "./cli-run.js";
import { Fixture } from "./keras/fixture.js";

const many = await new Fixture("Functional/3.15/many").open();
const conv = await new Fixture("Conv2D/3.15/same").open();
const path = many.path("model.keras");
const call = many.document.calls[0] as { inputs: string[]; outputs: string[] };
const inputs = many.inputs(call) as Record<string, Tensor>;
const answers = many.outputs(call);
afterAll(() => {
  many.close();
  conv.close();
});

async function write(name: string, encoder: ReturnType<typeof npyEncoder>, result: Tensor | Tensor[]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of encoder.encode(result)) parts.push(part);
  for await (const part of encoder.finish()) parts.push(part);
  writeFileSync(join(folder, name), Buffer.concat(parts));
  return name;
}
const close = (found: Tensor, wanted: Tensor) => {
  expect(found.shape).toEqual(wanted.shape);
  for (let i = 0; i < wanted.size; i++) expect(Number(found.at(i))).toBeCloseTo(Number(wanted.at(i)), 5);
};
async function npz(name: string): Promise<Map<string, Tensor>> {
  const arrays = await readNpz(new Uint8Array(readFileSync(join(folder, name))));
  return new Map([...arrays].map(([key, array]) => [key, toTensor(array)]));
}

describe("brine predict for a network of two inputs and two answers", () => {
  const names = Object.keys(inputs);
  const tensors = Object.values(inputs);
  const asked = async (args: string[], output = "out.npz") => {
    await ok(["predict", path, ...args, "-o", output]);
    const found = await npz(output);
    expect([...found.keys()]).toEqual(many.document.outputs.map(({ name }) => name));
    many.document.outputs.forEach(({ name }, i) => {
      close(found.get(name) as Tensor, answers[i] as Tensor);
    });
  };

  it("takes .npz by the inputs' names, and answers .npz by the answers' names", async () => {
    await asked(["-i", await write("in.npz", npzEncoder(names), tensors)]);
  });

  it("takes .npz without names in the model's order", async () => {
    await asked(["-i", await write("plain.npz", npzEncoder(), tensors)]);
  });

  it("takes JSON by name", async () => {
    writeFileSync(join(folder, "in.json"), JSON.stringify(Object.fromEntries(names.map((name, i) => [name, tensors[i]?.toArray()]))));
    await asked(["-i", "in.json"]);
    const rows = JSON.parse(await ok(["predict", path, "-i", "in.json", "--json"])) as Record<string, number[]>[];
    expect(rows).toHaveLength(answers[0]?.shape[0] ?? 0);
    expect(Object.keys(rows[0] ?? {})).toEqual(many.document.outputs.map(({ name }) => name));
    expect(lines(await ok(["predict", path, "-i", "in.json"]))[0]).toBe("chance,kind_0,kind_1,kind_2");
  });

  it("takes one file for each input, in batches as well", async () => {
    const files = await Promise.all(
      names.map(async (name, i) => `${name}=${await write(`${name}.npy`, npyEncoder(), tensors[i] as Tensor)}`),
    );
    const args = files.flatMap((file) => ["-i", file]);
    await asked(args);
    await asked([...args, "--batch", "3"]);
    const csv = (tensor: Tensor) => (tensor.toArray() as number[][]).map((row) => row.join(",")).join("\n");
    names.forEach((name, i) => {
      writeFileSync(join(folder, `${name}.csv`), csv(tensors[i] as Tensor));
    });
    await asked(names.flatMap((name) => ["-i", `${name}=${name}.csv`, "--no-header"]));
  });

  it.each([
    ["an input that is missing", ["-i", "numbers=numbers.npy"], "input/names"],
    ["an input that the model has not", ["-i", "nobody=numbers.npy"], "input/names"],
    ["a file that names none of them", ["-i", "numbers.npy"], "input/names"],
    ["numbers of rows that differ", ["-i", "numbers=numbers.npy", "-i", "tokens=short.npy"], "input/shape"],
    ["a size that is none", ["-i", "in.npz", "--size", "big"], "cli/usage"],
    ["a scale that is none", ["-i", "in.npz", "--scale", "1/0"], "cli/usage"],
    ["an interpolation that is none", ["-i", "in.npz", "--interpolation", "magic"], "cli/usage"],
  ])("answers 2 for %s", async (_, args, code) => {
    await write("short.npy", npyEncoder(), new Tensor("int32", [1, 5], new Int32Array(5)));
    const said = await brine(["predict", path, ...args]);
    expect(said.err).toContain(`[${code}`);
    expect(said.code).toBe(2);
  });
});

describe("brine predict for texts", () => {
  it("takes columns of a CSV as they are", async () => {
    const fixture = await new Fixture("StringLookup/3.15/default").open();
    const [question] = fixture.document.calls;
    const words = (fixture.inputs(question as never) as Tensor).toArray() as string[][];
    const quoted = words.map((row) => row.map((word) => `"${word.replaceAll('"', '""')}"`).join(","));
    writeFileSync(join(folder, "words.csv"), ["a,b,c", ...quoted].join("\n"));
    const out = lines(await ok(["predict", fixture.path("model.keras"), "-i", "words.csv"]));
    const expected = fixture.outputs(question as never)[0]?.toArray() as number[][];
    expect(out.slice(1).map((line) => line.split(",").map(Number))).toEqual(expected);
    fixture.close();
  });
});

describe("brine predict for images", () => {
  const images = join(root, "test", "fixtures", "images");
  const model = conv.path("model.keras");
  const declared = conv.document.inputs[0]?.shape ?? [];

  it("resizes them as the model asks, from files and folders, scaled", async () => {
    const channels = declared.at(-1) as number;
    if (![1, 3, 4].includes(channels)) throw new Error(`The fixture takes ${declared}.`);
    const [height = 0, width = 0] = declared.slice(1);
    const answerOf = async (args: string[]) => {
      await ok(["predict", model, ...args, "-o", "images.npy"]);
      return toTensor(readNpy(new Uint8Array(readFileSync(join(folder, "images.npy")))));
    };
    const two = await answerOf(["-i", join(images, "rgb.png"), "-i", join(images, "fine.jpg")]);
    expect(two.shape[0]).toBe(2);
    // The same, resized here.
    const { decodeImage } = await import("../src/cli/data/image/decode.js");
    const { withChannels } = await import("../src/cli/data/image/pixels.js");
    const { resize } = await import("../src/cli/data/image/resize.js");
    const { load } = await import("../src/index.js");
    const pixels = async (name: string) =>
      resize(
        withChannels(await decodeImage(new Uint8Array(readFileSync(join(images, name))), name), channels as 3),
        width,
        height,
        "nearest",
      ).data;
    const both = Float32Array.from([...(await pixels("rgb.png")), ...(await pixels("fine.jpg"))]);
    const opened = await load(model);
    close(two, (await opened.predict(new Tensor("float32", [2, height, width, channels], both))) as Tensor);
    const scaled = await answerOf(["-i", join(images, "rgb.png"), "-i", join(images, "fine.jpg"), "--scale", "1/255", "--shift", "-1"]);
    close(
      scaled,
      (await opened.predict(
        new Tensor(
          "float32",
          [2, height, width, channels],
          both.map((value) => Math.fround(value / 255) - 1),
        ),
      )) as Tensor,
    );
    mkdirSync(join(folder, "pictures", "more"), { recursive: true });
    writeFileSync(join(folder, "pictures", "a.png"), readFileSync(join(images, "rgb.png")));
    writeFileSync(join(folder, "pictures", "more", "b.jpg"), readFileSync(join(images, "fine.jpg")));
    writeFileSync(join(folder, "pictures", "note.txt"), "no image");
    close(await answerOf(["-i", "pictures", "--batch", "1"]), two);
  });

  it("refuses what is no image by the name of the file", async () => {
    writeFileSync(join(folder, "broken.png"), "no image");
    const said = await brine(["predict", model, "-i", "broken.png"]);
    expect(said.code).toBe(2);
    expect(said.err).toContain("broken.png");
  });
});
