import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { writeZip } from "../src/container/zip/write.js";
import { type Finding, scan } from "../src/index.js";

/** Made by oracle/scan_keras.py with the real Keras. */
const fixture = (name: string): Uint8Array => {
  const bytes = readFileSync(fileURLToPath(new URL(`fixtures/scan-keras/${name}`, import.meta.url)));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
};
const running = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === "runs-code").map(({ module, name, reason }) => `${module}.${name}: ${reason}`);
const scanJson = (config: unknown) => scan(new TextEncoder().encode(JSON.stringify(config)));
async function zipped(entries: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of writeZip(entries.map(([name, content]): [string, Uint8Array] => [name, content]))) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

describe.each(["2.12", "3.15"])("what Keras %s saved", (version) => {
  it.each(["plain.h5.gz", "plain.keras.gz", "plain.json", "lookup.keras.gz", "lookup.json"])("%s is clean", async (name) => {
    const { verdict, findings, doubts } = await scan(fixture(`${version}/${name}`));
    expect({ verdict, doubts }).toEqual({ verdict: "clean", doubts: [] });
    const layer = name.startsWith("lookup") ? "StringLookup" : "Dense";
    expect(findings.some((finding) => finding.name === layer && finding.severity === "harmless")).toBe(true);
  });

  it.each(["lambda.h5.gz", "lambda.keras.gz", "lambda.json", "nested-lambda.h5.gz", "nested-lambda.json"])(
    "%s runs bytecode",
    async (name) => {
      const { verdict, findings } = await scan(fixture(`${version}/${name}`));
      expect(verdict).toBe("runs-code");
      expect(running(findings).join()).toContain("bytecode");
      expect(findings[0]?.where).toMatch(/layers\[\d\]/);
    },
  );

  it.each(["custom.h5.gz", "custom.keras.gz"])("%s needs the code of a program", async (name) => {
    const { verdict, doubts } = await scan(fixture(`${version}/${name}`));
    expect(verdict).toBe("unclear");
    expect(doubts.join()).toContain("acme>Scale");
  });

  it.each([
    ["external-link.h5.gz", "/etc/passwd"],
    ["external-storage.h5.gz", "another file"],
    ["virtual.h5.gz", "other.h5"],
  ])("%s reads other files", async (name, what) => {
    const { verdict, findings } = await scan(fixture(`${version}/${name}`));
    expect(verdict).toBe("runs-code");
    expect(running(findings).join()).toContain(what);
  });

  it("bytes that are not read keep a file from being clean", async () => {
    for (const name of ["user-block.h5.gz", "pickle.h5.gz"])
      expect((await scan(fixture(`${version}/${name}`))).verdict, name).not.toBe("clean");
  });
});

it("a Lambda that names a function of Keras is clean in Keras 3; one of the program's own is not", async () => {
  for (const name of ["activation.keras.gz", "activation.json"]) expect((await scan(fixture(`3.15/${name}`))).verdict, name).toBe("clean");
  for (const name of ["named-function.h5.gz", "named-function.keras.gz", "named-function.json"]) {
    expect((await scan(fixture(`3.15/${name}`))).verdict, name).toBe("unclear");
    // Keras 2 writes the bytecode of named functions, too.
    expect((await scan(fixture(`2.12/${name}`))).verdict, name).toBe("runs-code");
  }
});

/** A functional model around one layer, as Keras 3 writes it. */
const around = (layer: unknown) => ({
  module: "keras.src.models.functional",
  class_name: "Functional",
  config: {
    name: "m",
    layers: [
      { module: "keras.layers", class_name: "InputLayer", config: { batch_shape: [null, 2], name: "x" }, registered_name: null },
      layer,
    ],
  },
  registered_name: "Functional",
});
const lambdaOf = (module: string, name: string, more: object = {}) => ({
  module: "keras.layers",
  class_name: "Lambda",
  config: { name: "f", function: { module, class_name: "function", config: name, registered_name: "function" }, ...more },
  registered_name: null,
  name: "f",
  inbound_nodes: [{ args: ["sh"], kwargs: {} }],
});
const layerOf = (className: string, config: object) => ({ module: "keras.layers", class_name: className, config, registered_name: null });
const code = "4wEAAAAAAAAA";

const hostile: readonly (readonly [what: string, config: unknown, reason: RegExp])[] = [
  [
    "CVE-2024-3660: bytecode, as Keras 3 writes it",
    layerOf("Lambda", { function: { class_name: "__lambda__", config: { code, defaults: null, closure: null } } }),
    /bytecode/,
  ],
  [
    "bytecode, as Keras 2 writes it",
    { class_name: "Lambda", config: { function: [code, null, null], function_type: "lambda", module: "__main__" } },
    /bytecode/,
  ],
  ["bytecode as Keras 1 wrote it", { class_name: "Lambda", config: { function: "c\u0001", function_type: "lambda" } }, /bytecode/],
  [
    "bytecode for the shape",
    {
      class_name: "Lambda",
      config: { function: "relu", function_type: "function", output_shape: [code, null, null], output_shape_type: "lambda" },
    },
    /bytecode/,
  ],
  [
    "bytecode for the mask",
    { class_name: "Lambda", config: { function: "relu", function_type: "function", mask: [code, null, null], mask_type: "lambda" } },
    /bytecode/,
  ],
  [
    "bytecode labelled as something else",
    { class_name: "Lambda", config: { function: [code, null, null], function_type: "raw" } },
    /bytecode/,
  ],
  ["bytecode outside of any Lambda", layerOf("Dense", { activation: { class_name: "__lambda__", config: { value: code } } }), /bytecode/],
  [
    "bytecode in an argument of a call",
    { ...layerOf("Add", {}), inbound_nodes: [{ args: [{ class_name: "__lambda__", config: { value: code } }], kwargs: {} }] },
    /bytecode/,
  ],
  ["CVE-2025-1550: a module that is imported", lambdaOf("os", "system"), /CVE-2025-1550/],
  [
    "CVE-2025-1550: a class of another module",
    { module: "subprocess", class_name: "Popen", config: { args: ["sh"] }, registered_name: "Popen" },
    /CVE-2025-1550/,
  ],
  ["built-ins of Python", lambdaOf("builtins", "exec"), /./],
  [
    "CVE-2025-8747: get_file",
    lambdaOf("keras.utils", "get_file", { arguments: { origin: "https://x/y.tar", extract: true } }),
    /CVE-2025-8747, CVE-2025-12060/,
  ],
  ["get_file under its inner name", lambdaOf("keras.src.utils.file_utils", "get_file"), /CVE-2025-12060/],
  ["CVE-2025-9906: the switch", lambdaOf("keras.config", "enable_unsafe_deserialization"), /CVE-2025-9906/],
  [
    "CVE-2025-9906: the switch behind the switch",
    lambdaOf("keras.src.backend.common.global_state", "set_global_attribute"),
    /CVE-2025-9906/,
  ],
  ["load_model", lambdaOf("keras.saving", "load_model"), /loads or writes/],
  ["load_model as keras.models offers it", lambdaOf("keras.models", "load_model"), /loads or writes/],
  ["load_model of tf.keras", lambdaOf("tensorflow.keras.models", "load_model"), /loads or writes/],
  ["func_load", lambdaOf("keras.src.utils.python_utils", "func_load"), /CVE-2024-3660/],
  ["a higher function of keras.ops", lambdaOf("keras.ops", "vectorized_map"), /calls what it is given/],
  [
    "such a function as a node",
    { module: "keras.src.ops.core", class_name: "WhileLoop", config: {}, registered_name: "WhileLoop" },
    /calls what it is given/,
  ],
  [
    "a type spec of another module",
    { class_name: "__typespec__", spec_name: "Popen", module: "subprocess", config: [], registered_name: null },
    /CVE-2025-1550/,
  ],
  ["CVE-2025-12058: a vocabulary from a file", layerOf("StringLookup", { vocabulary: "/etc/passwd" }), /CVE-2025-12058/],
  ["CVE-2025-12058: from an address", layerOf("TextVectorization", { vocabulary: "http://169.254.169.254/" }), /169\.254/],
  ["integers from a file", layerOf("IntegerLookup", { vocabulary: "gs://bucket/x" }), /gs:\/\/bucket/],
  ["a SavedModel elsewhere", layerOf("TFSMLayer", { filepath: "/tmp/evil", call_endpoint: "serve" }), /\/tmp\/evil/],
  [
    "a PyTorch module",
    layerOf("TorchModuleWrapper", { module: Buffer.from("cposix\nsystem\n(S'sh'\ntR.").toString("base64") }),
    /torch\.load/,
  ],
  [
    "a function of TensorFlow that reads files",
    { class_name: "TFOpLambda", config: { function: "io.read_file" } },
    /reads or writes files/,
  ],
  ["one that calls Python", { class_name: "TFOpLambda", config: { function: "compat.v1.py_func" } }, /calls Python/],
  [
    "an op that writes files",
    { class_name: "TensorFlowOpLayer", config: { node_def: 'name: "w"\nop: "WriteFile"\ninput: "x"' } },
    /reads or writes files/,
  ],
  ["an op in JSON", { class_name: "TensorFlowOpLayer", config: { node_def: '{"name":"w","op":"EagerPyFunc"}' } }, /calls Python/],
];

describe("hand-made configurations", () => {
  it.each(hostile)("%s", async (_, layer, reason) => {
    for (const config of [
      layer,
      around(layer),
      { class_name: "Sequential", config: [layer] },
      [layer],
      { compile_config: { loss: layer } },
    ]) {
      const { verdict, findings } = await scanJson(config);
      expect(verdict).toBe("runs-code");
      expect(running(findings).join("\n")).toMatch(reason);
    }
  });

  it("in config.json of a .keras file and in a text inside of JSON, too", async () => {
    const [, layer] = hostile[8] as (typeof hostile)[number];
    const config = JSON.stringify(around(layer));
    expect((await scanJson(config)).verdict).toBe("runs-code");
    const file = await zipped([
      ["config.json", new TextEncoder().encode(config)],
      ["metadata.json", new TextEncoder().encode("{}")],
    ]);
    const { verdict, format, findings } = await scan(file);
    expect({ verdict, format }).toEqual({ verdict: "runs-code", format: "zip" });
    expect(findings[0]?.where).toMatch(/^config\.json: /);
  });

  it("the pickle of a PyTorch module is looked into", async () => {
    const { findings } = await scanJson(
      layerOf("TorchModuleWrapper", { module: Buffer.from("cposix\nsystem\n(S'sh'\ntR.").toString("base64") }),
    );
    expect(findings.map(({ module, name }) => `${module}.${name}`)).toContain("posix.system");
  });

  it.each([
    ["a class of a module that nobody knows", { module: "acme.layers", class_name: "Scale", config: {}, registered_name: "Scale" }],
    ["a registered class under the name of one of Keras's", { ...layerOf("Dense", {}), registered_name: "acme>Dense" }],
    ["a class that Keras does not have", { class_name: "Scale", config: {} }],
    ["a function that Keras does not have", lambdaOf("keras.activations", "my_relu")],
    ["a class of Keras where there is none", { module: "keras.initializers.evil", class_name: "Scale", config: {} }],
    ["a harmless function of NumPy", lambdaOf("numpy", "abs")],
    ["JAX", layerOf("JaxLayer", { call_fn: null })],
    ["an op of TensorFlow that nobody knows", { class_name: "TFOpLambda", config: { function: "acme.frobnicate" } }],
    ["names that JavaScript's objects have", { class_name: "constructor", config: {} }],
    ["__proto__", JSON.parse('{"class_name": "__proto__", "config": {}}')],
  ])("%s is unclear, not clean", async (_, layer) => {
    expect((await scanJson(around(layer))).verdict).toBe("unclear");
  });

  it("what Keras makes without looking anything up is clean", async () => {
    const config = around({
      ...layerOf("Dense", { dtype: { module: "keras", class_name: "DTypePolicy", config: { name: "float32" }, registered_name: null } }),
      inbound_nodes: [
        {
          args: [{ class_name: "__keras_tensor__", config: { shape: [null, 2], dtype: "float32", keras_history: ["x", 0, 0] } }],
          kwargs: {},
        },
      ],
    });
    expect(await scanJson(config)).toMatchObject({ verdict: "clean", doubts: [] });
  });
});

describe("archives", () => {
  const config = new TextEncoder().encode(JSON.stringify(around(layerOf("Dense", {}))));

  it("names that lead out are found", async () => {
    const evil = await zipped([
      ["config.json", config],
      ["a/../../evil", new Uint8Array(1)],
    ]);
    const { verdict, findings } = await scan(evil);
    expect(verdict).toBe("runs-code");
    expect(running(findings).join()).toContain("leads out");
  });

  it("pickles inside are found, in .npz members of objects too", async () => {
    const pickle = new TextEncoder().encode("cos\nsystem\n(S'true'\ntR.");
    expect(
      running(
        (
          await scan(
            await zipped([
              ["config.json", config],
              ["state.pkl", pickle],
            ]),
          )
        ).findings,
      ),
    ).toHaveLength(1);
    const header = `${"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".padEnd(117)}\n`;
    const npy = Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), Buffer.from([118, 0]), Buffer.from(header), pickle]);
    const { verdict, findings } = await scan(await zipped([["layers/dense.npy", new Uint8Array(npy)]]));
    expect({ verdict, names: findings.map(({ name }) => name) }).toEqual({ verdict: "runs-code", names: ["system"] });
  });

  it("an archive behind another file is not overlooked", async () => {
    const [, layer] = hostile[8] as (typeof hostile)[number];
    const archive = await zipped([["config.json", new TextEncoder().encode(JSON.stringify(layer))]]);
    const front = fixture("3.15/plain.h5.gz");
    // Offsets inside the archive count from its own start, as zipfile allows for.
    const { verdict } = await scan(new Uint8Array(Buffer.concat([front, archive])));
    expect(verdict).not.toBe("clean");
  });
});
