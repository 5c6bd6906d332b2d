import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { GraphDefSchema } from "../../src/container/tensorflow/generated/tensorflow/core/framework/graph_pb.js";
import type { NodeDefSchema } from "../../src/container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { DataType } from "../../src/container/tensorflow/generated/tensorflow/core/framework/types_pb.js";
import { float32, load, Tensor } from "../../src/index.js";

const node = (name: string, op: string, input: string[], type: DataType): MessageInitShape<typeof NodeDefSchema> => ({
  name,
  op,
  input,
  attr: { dtype: { value: { case: "type", value: type } } },
});

const rows = float32([4, 2], [0, 1, 2, 3, 4, 5, 6, 7]);
const places = (...all: number[]) => new Tensor("int32", [all.length], Int32Array.from(all));

it("inputs need not have the same number of rows", async () => {
  const graph = create(GraphDefSchema, {
    node: [
      node("x", "Placeholder", [], DataType.DT_FLOAT),
      node("places", "Placeholder", [], DataType.DT_INT32),
      node("picked", "Gather", ["x", "places"], DataType.DT_FLOAT),
    ],
  });
  const model = await load(toBinary(GraphDefSchema, graph));
  const ask = async (i: Tensor) => (await model.predict({ x: rows, places: i })) as Tensor;
  expect((await ask(places(3, 0))).toArray()).toEqual([
    [6, 7],
    [0, 1],
  ]);
  expect((await ask(places(1))).toArray()).toEqual([[2, 3]]);
  expect((await ask(places(3, 3, 2, 0))).toArray()).toEqual([
    [6, 7],
    [6, 7],
    [4, 5],
    [0, 1],
  ]);
});

it("inputs are refused by name, kind and shape", async () => {
  const graph = create(GraphDefSchema, {
    node: [
      node("x", "Placeholder", [], DataType.DT_FLOAT),
      node("z", "Placeholder", [], DataType.DT_FLOAT),
      node("sum", "Add", ["x", "z"], DataType.DT_FLOAT),
    ],
  });
  const model = await load(toBinary(GraphDefSchema, graph));
  await expect(model.predict(rows)).rejects.toMatchObject({ code: "input/names" });
  await expect(model.predict({ x: rows })).rejects.toMatchObject({ code: "input/names", where: "z" });
  await expect(model.predict({ x: rows, z: new Tensor("string", [1], ["a"]) })).rejects.toMatchObject({ code: "input/dtype", where: "z" });
  await expect(model.call("other", { x: rows, z: rows })).rejects.toMatchObject({ code: "model/method" });
  expect(((await model.predict({ x: rows, z: rows })) as Tensor).toArray()).toEqual([
    [0, 2],
    [4, 6],
    [8, 10],
    [12, 14],
  ]);
});
