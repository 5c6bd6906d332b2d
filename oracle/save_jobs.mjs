// Writes every fixture's models again with Brine: as pickle, as joblib (each compression in turn), as .onnx where the model can be.
//   node oracle/save_jobs.mjs FOLDER [--only TEXT]      FOLDER/jobs.json is for oracle/check_saved.py (see docs/fixtures.md)
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { CsrMatrix, load, ModelError, Table, Tensor } = await import(pathToFileURL(join(root, "dist", "index.js")).href);
const target = process.argv[2];
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : "";
const fixtures = join(root, "test", "fixtures", "sklearn");
const compressions = [false, "zlib", "gzip", "bz2", "lzma", "xz", "lz4", 5, ["bz2", 3]];
/** What an .onnx file answers under the names that check_saved.py looks for. */
const exported = ["predict", "predict_proba", "decision_function", "transform", "score_samples"];
const read = (folder) => JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
mkdirSync(target, { recursive: true });

/** Rows that tell the columns' kinds where the file does not: dtypes of the case's own input, one row of each. */
function sample(input, arrays, lists, unit) {
  const named = (values) => {
    const list = typeof values === "string" ? lists[values] : values;
    return (list?.in ? read(join(fixtures, unit, list.in)).lists[list.list] : list) ?? [];
  };
  const plain = (value) => (typeof value === "object" && value !== null ? Number.NaN : value);
  switch (input.kind) {
    case "array": {
      const [dtype, , shape] = arrays[input.array];
      return new Tensor(
        dtype,
        [1, ...shape.slice(1)],
        zeros(
          dtype,
          shape.slice(1).reduce((a, b) => a * b, 1),
        ),
      );
    }
    case "csr":
      return new CsrMatrix([1, input.shape[1]], new Tensor("float64", [0], new Float64Array(0)), new Int32Array(0), new Int32Array(2));
    case "table":
      return new Table(
        new Map(
          input.columns.map((column) => {
            if (column.array === undefined) {
              const cell = named(column.values).map(plain)[0];
              return [
                column.name,
                typeof cell === "string" ? new Tensor("string", [1], [cell]) : new Tensor("object", [1], [cell ?? Number.NaN]),
              ];
            }
            const [dtype] = arrays[column.array];
            return [column.name, new Tensor(dtype, [1], zeros(dtype, 1))];
          }),
        ),
      );
    case "text":
    case "labels":
      if (input.array === undefined) return named(input.values).slice(0, 1);
      return new Tensor(arrays[input.array][0], [1], zeros(arrays[input.array][0], 1));
    case "objects": {
      const width = input.shape[1] ?? 1;
      const cells = named(input.values).slice(0, width).map(plain);
      return new Tensor(input.dtype === "str" ? "string" : "object", input.shape.length === 1 ? [1] : [1, width], cells);
    }
    default:
      return undefined;
  }
}

function zeros(dtype, count) {
  const kinds = {
    float32: Float32Array,
    int64: BigInt64Array,
    uint64: BigUint64Array,
    int32: Int32Array,
    int16: Int16Array,
    int8: Int8Array,
    uint32: Uint32Array,
    uint16: Uint16Array,
    uint8: Uint8Array,
    bool: Uint8Array,
  };
  return new (kinds[dtype] ?? Float64Array)(count);
}

const jobs = [];
/** Why there is no .onnx file, and how often. */
const skipped = new Map();
const skip = (why) => skipped.set(why, (skipped.get(why) ?? 0) + 1);
let turn = 0;
let failed = 0;
for (const unit of readdirSync(fixtures).sort())
  for (const version of readdirSync(join(fixtures, unit)).sort()) {
    const folder = join(fixtures, unit, version);
    if (!`${unit}/${version}`.includes(only) || !existsSync(join(folder, "case.json"))) continue;
    const { cases, arrays, lists } = read(folder);
    for (const each of cases) {
      const stem = `${unit}-${version}-${each.name}`.replace(/[^\w.-]/g, "_");
      const add = (file) => jobs.push({ file, unit, version, case: each.name });
      try {
        const model = await load(join(folder, each.model));
        const protocol = [...new Set(model.source.container.pickles.map((pickle) => pickle.protocol))].filter((p) => p >= 2)[0];
        await model.save(join(target, `${stem}.pkl`), protocol ? { protocol } : {});
        add(`${stem}.pkl`);
        await model.save(join(target, `${stem}.joblib`), {
          compress: compressions[turn++ % compressions.length],
          ...(protocol ? { protocol } : {}),
        });
        add(`${stem}.joblib`);
        const methods = model.methods.filter(
          (method) => exported.includes(method) && each.answers.some((a) => a.method === method && !a.input && !a.kwargs),
        );
        const input = sample(each.input, arrays, lists, unit);
        if (methods.length === 0) skip(`${unit}: no answer of a method that an .onnx file has`);
        else if (input === undefined) skip(`${unit}: its input is ${each.input.kind}`);
        if (methods.length === 0 || input === undefined) continue;
        try {
          await model.save(join(target, `${stem}.onnx`), { methods, input });
          add(`${stem}.onnx`);
        } catch (error) {
          if (!(error instanceof ModelError) || error.code !== "onnx/no-standard-op") throw error;
          skip(`${unit}: ${error.code}: ${error.message.slice(0, 120)}`);
        }
      } catch (error) {
        failed++;
        console.log(`FAILED ${unit} ${version} ${each.name}: ${error.stack?.slice(0, 400)}`);
      }
    }
  }
writeFileSync(join(target, "jobs.json"), JSON.stringify(jobs));
for (const [why, count] of skipped) console.log(`not exported (${count}): ${why}`);
const of = (extension) => jobs.filter(({ file }) => file.endsWith(extension)).length;
console.log(`${of(".pkl")} .pkl, ${of(".joblib")} .joblib, ${of(".onnx")} .onnx written, ${failed} models failed`);
process.exitCode = failed > 0 || jobs.length === 0 ? 1 : 0;
