// Writes every Keras fixture's models again with Brine, in each form that Keras has for it.
//   node oracle/save_keras.mjs FOLDER [--only TEXT] [--every N]      each Nth case only; FOLDER/jobs.json is for oracle/check_keras_saved.py (see docs/fixtures.md)
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { load, ModelError } = await import(pathToFileURL(join(root, "dist", "index.js")).href);
const target = process.argv[2];
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1] : "";
const every = process.argv.includes("--every") ? Number(process.argv[process.argv.indexOf("--every") + 1]) : 1;
const fixtures = join(root, "test", "fixtures", "keras");
mkdirSync(target, { recursive: true });
const unpacked = mkdtempSync(join(tmpdir(), "brine-keras-"));

/** Which forms a file is written in: its own, and the other of the same Keras. */
const forms = (file, version) =>
  Number(version.split(".")[0]) >= 3 ? [".keras", ".h5", ".json"] : file.endsWith(".keras") ? [".keras"] : [".h5", ".json"];

const jobs = [];
let failed = 0;
let turn = 0;
for (const unit of readdirSync(fixtures).sort())
  for (const version of readdirSync(join(fixtures, unit)).sort())
    for (const name of readdirSync(join(fixtures, unit, version)).sort()) {
      const folder = join(fixtures, unit, version, name);
      if (!`${unit}/${version}/${name}`.includes(only) || !existsSync(join(folder, "case.json")) || turn++ % every > 0) continue;
      const { files, calls, data } = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
      for (const file of files) {
        const plain = file.replace(/\.gz$/, "");
        if (plain.startsWith("model.weights") || plain.endsWith(".json")) continue;
        const stem = `${unit}-${version}-${name}-${plain.replace("model.", "")}`.replace(/[^\w.-]/g, "_");
        let original = join(folder, file);
        if (file !== plain) {
          writeFileSync(join(unpacked, `${stem}.original.${plain}`), gunzipSync(readFileSync(original)));
          original = join(unpacked, `${stem}.original.${plain}`);
        }
        try {
          const model = await load(original);
          for (const form of forms(plain, version)) {
            const saved = join(target, `${stem}${form}`);
            try {
              await model.save(saved);
            } catch (error) {
              // What the other form has no place for is refused by name; its own form has a place for everything.
              if (!(error instanceof ModelError) || error.code !== "format/write" || plain.endsWith(form)) throw error;
              console.log(`refused ${unit} ${version} ${name} ${plain} → ${form}: ${error.message.slice(0, 160)}`);
              continue;
            }
            jobs.push({
              file: saved,
              original,
              version,
              inputs: calls[0].inputs,
              data: join(fixtures, unit, data ?? version, name, "data.npz"),
              name: `${unit}/${version}/${name} ${plain} → ${form}`,
            });
          }
        } catch (error) {
          failed++;
          console.log(
            `FAILED ${unit} ${version} ${name} ${plain}: ${error instanceof ModelError ? `${error.code}: ${error.message}` : error.stack}`.slice(
              0,
              300,
            ),
          );
        }
      }
    }
writeFileSync(join(target, "jobs.json"), JSON.stringify(jobs));
console.log(`${jobs.length} files written, ${failed} models failed`);
process.exitCode = failed > 0 || jobs.length === 0 ? 1 : 0;
