import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterAll, describe, expect, it } from "vitest";
import { NodeDefSchema } from "../src/container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { AssetFileDefSchema } from "../src/container/tensorflow/generated/tensorflow/core/protobuf/meta_graph_pb.js";
import { type SavedModel, SavedModelSchema } from "../src/container/tensorflow/generated/tensorflow/core/protobuf/saved_model_pb.js";
import { scan } from "../src/index.js";

const root = join(import.meta.dirname, "fixtures", "tensorflow");
const work = mkdtempSync(join(tmpdir(), "brine-scan-tf-"));
afterAll(() => rmSync(work, { recursive: true }));

/** A fixture's folder with its files unpacked. */
function unpacked(name: string): string {
  const target = join(work, name.replaceAll("/", "-"));
  cpSync(join(root, name, "model"), target, { recursive: true });
  for (const file of readdirSync(target, { recursive: true }).map(String)) {
    const path = join(target, file);
    if (statSync(path).isDirectory() || !file.endsWith(".gz")) continue;
    writeFileSync(path.slice(0, -3), gunzipSync(readFileSync(path)));
    rmSync(path);
  }
  return target;
}

const saved = ["dense/2.12", "dense/2.15", "dense/2.21", "two_inputs/2.21", "sequence/2.15", "session/2.15", "ops/2.21"];

describe("SavedModels", () => {
  it.each(saved)("%s, as TensorFlow saved it, raises no alarm", async (name) => {
    const { verdict, format, doubts } = await scan(unpacked(name));
    expect({ verdict, format, doubts }).toEqual({ verdict: "clean", format: "saved-model", doubts: [] });
  });

  const bytes = gunzipSync(readFileSync(join(root, "dense/2.21/model/saved_model.pb.gz")));
  const changed = (change: (model: SavedModel) => void): Uint8Array => {
    const model = fromBinary(SavedModelSchema, bytes);
    change(model);
    return toBinary(SavedModelSchema, model);
  };

  it.each([
    "ReadFile",
    "WriteFile",
    "MatchingFiles",
    "PyFunc",
    "EagerPyFunc",
    "PrintV2",
    "SaveV2",
    "RestoreV2",
    "TFRecordDatasetV2",
    "LoadDataset",
  ])("%s is found in the graph, and in a function", async (op) => {
    const node = () => create(NodeDefSchema, { name: "x", op });
    const graph = await scan(changed((model) => void model.metaGraphs[0]?.graphDef?.node.push(node())));
    const inner = await scan(changed((model) => void model.metaGraphs[0]?.graphDef?.library?.function.at(-1)?.nodeDef.push(node())));
    expect(graph.findings[0]).toMatchObject({ name: op, severity: "runs-code" });
    const saverOp = op === "SaveV2" || op === "RestoreV2";
    if (!saverOp) expect(inner.findings[0]).toMatchObject({ name: op, severity: "runs-code" });
  });

  it("an op that nobody knows is unclear, not clean", async () => {
    const { verdict } = await scan(
      changed((model) => void model.metaGraphs[0]?.graphDef?.node.push(create(NodeDefSchema, { name: "x", op: "AcmeOp" }))),
    );
    expect(verdict).toBe("unclear");
  });

  it("a saver that brings a path along is none", async () => {
    const { findings } = await scan(
      changed((model) => {
        const saver = model.metaGraphs[0]?.graphDef?.library?.function.find(({ nodeDef }) => nodeDef.some(({ op }) => op === "SaveV2"));
        expect(saver).toBeDefined();
        const text = { dtype: 7, stringVal: [new TextEncoder().encode("/etc/cron.d/evil")] };
        const attr = { value: { value: { case: "tensor" as const, value: text } } };
        saver?.nodeDef.push(create(NodeDefSchema, { name: "path", op: "Const", attr }));
      }),
    );
    expect(findings[0]).toMatchObject({ name: "SaveV2", severity: "runs-code" });
  });

  it("assets that lead out of the folder are found", async () => {
    for (const filename of ["../../etc/passwd", "/etc/passwd", "gs://bucket/x"]) {
      const { verdict } = await scan(
        changed((model) => void model.metaGraphs[0]?.assetFileDef.push(create(AssetFileDefSchema, { filename }))),
      );
      expect(verdict, filename).toBe("runs-code");
    }
  });

  it("a frozen graph is read op by op", async () => {
    const frozen = gunzipSync(readFileSync(join(root, "frozen/2.15/model/frozen.pb.gz")));
    expect(await scan(new Uint8Array(frozen))).toMatchObject({ verdict: "clean", format: "graph-def" });
  });
});
