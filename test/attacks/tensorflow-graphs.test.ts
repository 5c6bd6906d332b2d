import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import type { FunctionDefSchema } from "../../src/container/tensorflow/generated/tensorflow/core/framework/function_pb.js";
import { GraphDefSchema } from "../../src/container/tensorflow/generated/tensorflow/core/framework/graph_pb.js";
import type { NodeDefSchema } from "../../src/container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { DataType } from "../../src/container/tensorflow/generated/tensorflow/core/framework/types_pb.js";
import { load, ModelError } from "../../src/index.js";

type NodeInit = MessageInitShape<typeof NodeDefSchema>;
type FunctionInit = MessageInitShape<typeof FunctionDefSchema>;
type Attributes = NodeInit["attr"];

const node = (name: string, op: string, input: string[] = [], attr: Attributes = {}): NodeInit => ({ name, op, input, attr });
const whole = (name: string, ...values: number[]): NodeInit =>
  node(name, "Const", [], {
    value: {
      value: {
        case: "tensor",
        value: {
          dtype: DataType.DT_INT32,
          tensorShape: { dim: values.length === 1 ? [] : [{ size: BigInt(values.length) }] },
          intVal: values,
        },
      },
    },
  });
const called = (name: string): Attributes => ({ f: { value: { case: "func", value: { name } } } });
const identity = (name: string, nodeDef: NodeInit[], answer: string): FunctionInit => ({
  signature: { name, inputArg: [{ name: "x" }], outputArg: [{ name: "y" }] },
  nodeDef,
  ret: { y: answer },
});

/** What asking a hand-made graph ends in, within its time and memory. */
async function ask(nodes: NodeInit[], functions: FunctionInit[] = []): Promise<string> {
  const x = node("x", "Placeholder", [], { dtype: { value: { case: "type", value: DataType.DT_FLOAT } } });
  const bytes = toBinary(GraphDefSchema, create(GraphDefSchema, { node: [x, ...nodes], library: { function: functions } }));
  const begun = process.cpuUsage();
  const before = process.memoryUsage().rss;
  try {
    await (await load(bytes)).predict([[1, 2]]);
    return "ok";
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return error.code;
  } finally {
    const { user, system } = process.cpuUsage(begun);
    expect((user + system) / 1000).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(600 * 2 ** 20);
  }
}

describe("graphs made to hurt", () => {
  it("a sound one answers", async () => {
    expect(await ask([whole("two", 2), node("y", "Tanh", ["x"])])).toBe("ok");
  });

  it("a node that reads itself", async () => {
    expect(await ask([node("a", "Identity", ["b"]), node("b", "Identity", ["a"]), node("y", "Add", ["x", "a"])])).toBe(
      "tensorflow/unsupported",
    );
  });

  it("inputs that are not there", async () => {
    expect(await ask([node("y", "Tanh", ["none"])])).toBe("tensorflow/graph");
    expect(await ask([node("y", "Tanh", ["x:7"])])).toBe("tensorflow/unsupported");
    expect(await ask([node("y", "MatMul", ["x"])])).toBe("tensorflow/graph");
  });

  it("ops that nobody knows, named as what every object has", async () => {
    for (const op of ["constructor", "__proto__", "ReadFile", "PyFunc"])
      expect(await ask([node("y", op, ["x"])])).toBe("tensorflow/unknown-op");
  });

  it("a function that calls itself", async () => {
    const f = identity("f", [node("again", "PartitionedCall", ["x"], called("f"))], "again:output:0");
    expect(await ask([node("y", "PartitionedCall", ["x"], called("f"))], [f])).toBe("tensorflow/unsupported");
  });

  it("functions that call two others each, forty deep", async () => {
    const doubled = Array.from({ length: 40 }, (_, i) => {
      const next = i === 39 ? node("a", "Identity", ["x"]) : node("a", "PartitionedCall", ["x"], called(`f${i + 1}`));
      return identity(`f${i}`, [next, { ...next, name: "b" }, node("y", "Add", ["a:output:0", "b:output:0"])], "y:z:0");
    });
    expect(await ask([node("y", "PartitionedCall", ["x"], called("f0"))], doubled)).toBe("tensorflow/unsupported");
  });

  it("a loop without an end", async () => {
    const always = identity("always", [node("y", "OnesLike", ["x"])], "y:y:0");
    const same = identity("same", [node("y", "Identity", ["x"])], "y:output:0");
    const loop = node("y", "While", ["one"], {
      cond: { value: { case: "func", value: { name: "always" } } },
      body: { value: { case: "func", value: { name: "same" } } },
    });
    expect(await ask([whole("one", 1), loop, node("z", "Identity", ["y"])], [always, same])).toBe("tensorflow/unsupported");
  });

  it("more numbers than there is memory for", async () => {
    const huge = whole("huge", 50_000, 50_000);
    expect(await ask([huge, whole("v", 1), node("y", "Fill", ["huge", "v"])])).toBe("graph/spec");
    expect(await ask([whole("zero", 0), whole("many", 2_000_000_000), whole("one", 1), node("y", "Range", ["zero", "many", "one"])])).toBe(
      "tensorflow/unsupported",
    );
    const doubling = Array.from({ length: 60 }, (_, i) =>
      node(`d${i}`, "ConcatV2", [i === 0 ? "huge" : `d${i - 1}`, i === 0 ? "huge" : `d${i - 1}`, "axis"]),
    );
    expect(["tensorflow/unsupported", "graph/spec"]).toContain(await ask([huge, whole("axis", 0), ...doubling]));
    const splat = whole("splat", 1);
    const tensor = splat.attr?.value?.value;
    if (tensor?.case === "tensor") tensor.value.tensorShape = { dim: [{ size: 2n ** 40n }] };
    expect(await ask([splat, node("y", "Identity", ["splat"])])).toBe("tensorflow/malformed");
  });
});
