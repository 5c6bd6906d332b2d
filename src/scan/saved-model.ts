import type { ByteSource } from "../bytes/source.js";
import { parseJson } from "../container/json/parse.js";
import { graphDefFormat, savedModelFormat } from "../container/tensorflow/formats.js";
import type { NodeDef } from "../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { ModelError } from "../errors.js";
import type { Evidence } from "./evidence.js";
import type { Judgement } from "./judge.js";
import { scanConfig } from "./keras/config.js";
import type { ScanContext, Scanner } from "./scanner.js";
import { judgeOp } from "./tensorflow.js";

const GRAPH = "saved_model.pb";
/** What TensorFlow reads beside the graph: variables with their checksums, the model's fingerprint. */
const ownFiles = /^(?:saved_model\.pb|keras_metadata\.pb|fingerprint\.pb|variables\/variables\.(?:index|data-\d+-of-\d+))$/;
const leadsOut = /^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0|:\/\//i;

/** A SavedModel, as folder or as its graph alone: every op of its graphs and functions, its assets, and what Keras noted of its layers. */
export const savedModelScanner: Scanner = {
  type: "saved-model",
  headBytes: savedModelFormat.headBytes,
  claims: (head, { folder }) => (folder ? folder.names.includes(GRAPH) : savedModelFormat.sniff(head)),
  async scan(source, context) {
    const { evidence, limits } = context;
    const { folder } = source;
    const opened = folder ? await savedModelFormat.folder?.read(folder, source.name, limits) : await savedModelFormat.read(source, limits);
    if (opened === undefined) return;
    for (const [i, { graphDef, assetFileDef }] of opened.model.metaGraphs.entries()) {
      const inside = evidence.inside(i === 0 ? "graph" : `graph ${i}`);
      for (const { filename } of assetFileDef)
        if (leadsOut.test(filename))
          inside.found("tensorflow", "asset", {
            severity: "runs-code",
            reason: `reads ${JSON.stringify(filename.slice(0, 200))}, outside of the folder`,
          });
      scanNodes(graphDef?.node ?? [], "", inside);
      for (const { signature, nodeDef } of graphDef?.library?.function ?? []) scanNodes(nodeDef, signature?.name ?? "?", inside);
    }
    for (const { metadata } of opened.keras?.nodes ?? []) await scanMetadata(metadata, context);
    if (folder) await scanOthers(folder, context);
  },
};

/** A graph alone, as TensorFlow 1 freezes it. */
export const graphDefScanner: Scanner = {
  type: "graph-def",
  headBytes: graphDefFormat.headBytes,
  claims: (head, { folder }) => !folder && graphDefFormat.sniff(head),
  async scan(source, { evidence, limits }) {
    const { graph } = await graphDefFormat.read(source, limits);
    scanNodes(graph.node, "", evidence);
    for (const { signature, nodeDef } of graph.library?.function ?? []) scanNodes(nodeDef, signature?.name ?? "?", evidence);
  },
};

/** TensorFlow's own saving and restoring of variables, whose file the program names that loads the model. */
const saverOps = new Set(["SaveV2", "RestoreV2", "MergeV2Checkpoints", "Save", "SaveSlices", "Restore"]);
const saverFunction = /^(?:__inference_)?_*(?:traced_)?(?:save|restore)(?:_fn)?_?\d*$/;
const isSaver = (functionName: string, { name }: NodeDef): boolean =>
  functionName === "" ? /^save(?:_\d+)?\//.test(name) : saverFunction.test(functionName);
const saver: Judgement = { severity: "harmless", reason: "TensorFlow's own saver, in a file that the program names" };
const vocabulary: Judgement = { severity: "unknown", reason: "reads a vocabulary from a file, one of the assets if all is well" };

function scanNodes(nodes: readonly NodeDef[], functionName: string, evidence: Evidence): void {
  // A saver that brings a path of its own along is none.
  const bringsPath = nodes.some(
    (node) => isSaver(functionName, node) && node.op === "Const" && textsOf(node).some((text) => leadsOut.test(text)),
  );
  for (const node of nodes) {
    const where = { where: functionName === "" ? node.name : `${functionName}/${node.name}` };
    const judgement = saverOps.has(node.op) && isSaver(functionName, node) && !bringsPath ? saver : judgeOp(node.op);
    evidence.found("tensorflow", node.op, /^InitializeTableFromTextFile(V2)?$/.test(node.op) ? vocabulary : judgement, where);
  }
}

function textsOf({ attr }: NodeDef): string[] {
  const value = attr.value?.value;
  return value?.case === "tensor" ? value.value.stringVal.map((bytes) => new TextDecoder().decode(bytes)) : [];
}

/** Of tf.keras: the configuration of each layer, from which Keras rebuilds it before it looks at the graph. */
async function scanMetadata(metadata: string, { evidence, limits }: ScanContext): Promise<void> {
  const inside = evidence.inside("keras_metadata.pb");
  try {
    await scanConfig(parseJson(metadata, "keras_metadata.pb"), inside, limits);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    inside.doubt(error.message);
  }
}

/** Files that TensorFlow does not read by itself; texts among the assets do nothing. */
async function scanOthers(folder: NonNullable<ByteSource["folder"]>, { evidence, nested }: ScanContext): Promise<void> {
  for (const name of folder.names) {
    if (ownFiles.test(name) || /^assets\/|\.(?:txt|md|csv)$/.test(name)) continue;
    const source = await folder.source(name);
    try {
      await nested(source, evidence.inside(name));
    } finally {
      await source.close?.();
    }
  }
}
