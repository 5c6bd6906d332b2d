// Reads every joblib and npy fixture and writes it again in every way, for oracle/check_joblib.py.   node write_joblib.mjs FOLDER
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const outfile = join(root, "node_modules", ".brine-oracle", "joblib.mjs");
const source = (path) => JSON.stringify(join(root, "src", path));
await build({
  stdin: {
    contents: `export { openSource } from ${source("bytes/open.ts")};
      export { joblibFormat } from ${source("container/joblib/format.ts")};
      export { writeJoblib } from ${source("container/joblib/write.ts")};
      export { compress } from ${source("container/codec/compress.ts")};
      export { writePickle } from ${source("container/pickle/write.ts")};
      export { readNpy } from ${source("container/npy/read.ts")};
      export { readNpz } from ${source("container/npy/npz.ts")};
      export { writeNpy, writeNpz } from ${source("container/npy/write.ts")};
      export { defaultLimits } from ${source("limits.ts")};`,
    resolveDir: root,
  },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  outfile,
  logLevel: "error",
});
const brine = await import(pathToFileURL(outfile).href);
const target = process.argv[2];
mkdirSync(target, { recursive: true });
const jobs = [];
const methods = ["zlib", "gzip", "bz2", "lzma", "xz", "lz4"];

async function gather(chunks) {
  const parts = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}

function put(kind, original, name, bytes) {
  const written = join(target, name);
  writeFileSync(written, bytes);
  jobs.push({ kind, original, written });
}

async function read(path) {
  const opened = await brine.openSource(path);
  try {
    return await brine.joblibFormat.read(opened, brine.defaultLimits);
  } finally {
    await opened.close?.();
  }
}

const joblibs = join(root, "test", "fixtures", "joblib");
for (const folder of readdirSync(joblibs)) {
  const names = readdirSync(join(joblibs, folder)).filter((name) => !/_\d\d\.npy(\.z)?$|^expected/.test(name));
  for (const name of names) {
    const path = join(joblibs, folder, name);
    const value = (await read(path)).pickles[0].root;
    const stem = `${folder}-${name.replaceAll(".", "-")}`;
    for (const protocol of [2, 3, 4, 5]) {
      put("mapped", path, `${stem}-p${protocol}.joblib`, await gather(brine.writeJoblib(value, { protocol })));
      put("pickle", path, `${stem}-p${protocol}.pkl`, brine.writePickle(value, { protocol }));
    }
    const every = name === "plain.pkl";
    for (const method of methods)
      for (const level of every ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [3])
        put("packed", path, `${stem}-${method}-${level}.joblib`, await gather(brine.writeJoblib(value, { compress: { method, level } })));
  }
}

const npys = join(root, "test", "fixtures", "npy");
for (const folder of readdirSync(npys)) {
  for (const name of readdirSync(join(npys, folder))) {
    const path = join(npys, folder, name);
    const bytes = readFileSync(path);
    if (name.endsWith(".npy")) put("npy", path, `${folder}-${basename(name)}`, brine.writeNpy(brine.readNpy(bytes)));
    if (!name.endsWith(".npz")) continue;
    const arrays = await brine.readNpz(bytes);
    for (const compress of [false, true])
      put("npz", path, `${folder}-${compress ? "packed" : "stored"}-${name}`, await gather(brine.writeNpz(arrays, { compress })));
  }
}

// Bytes that try the packers: runs, noise, text, more than one block or chunk.
const noise = Buffer.alloc(1_500_000);
for (let i = 0, state = 1; i < noise.length; i++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  noise[i] = state >>> 24;
}
const floats = Buffer.from(Float64Array.from({ length: 200_000 }, (_, i) => Math.round(1000 * Math.sin(i / 50)) / 4).buffer);
const samples = {
  empty: Buffer.alloc(0),
  byte: Buffer.of(7),
  zeros: Buffer.alloc(3_000_000),
  noise,
  floats,
  text: Buffer.from("the quick brown fox jumps over the lazy dog; ".repeat(20_000)),
  mixed: Buffer.concat([noise.subarray(0, 300_000), Buffer.alloc(300_000), floats.subarray(0, 300_000), noise.subarray(0, 300_000)]),
};
for (const [name, data] of Object.entries(samples)) {
  const original = join(target, `${name}.raw`);
  writeFileSync(original, data);
  for (const method of methods)
    for (const level of name === "floats" || name === "mixed" ? [1, 5, 9] : [6])
      put(method, original, `${name}-${level}.${method}`, await gather(brine.compress({ method, level }, [data])));
}
writeFileSync(join(target, "jobs.json"), JSON.stringify(jobs));
