// The main job on real input: open what scikit-learn saved, look, predict, verify, save it as another format, verify again.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, verify } from "brine";

const here = import.meta.dirname;
const file = join(here, "flowers.pkl");
const shown = "examples/flowers.pkl";

// flowers-answered.csv holds the measurements, the true species, and what scikit-learn itself predicted for each.
const [header = "", ...lines] = readFileSync(join(here, "flowers-answered.csv"), "utf8").trim().split("\n");
const names = header.split(",").slice(0, 4);
const cells = lines.map((line) => line.split(","));
const rows = Object.fromEntries(names.map((name, i) => [name, Float64Array.from(cells, (row) => Number(row[i]))]));

const began = performance.now();
const model = await load(file);
const opened = performance.now() - began;
console.log(`1. Opened ${shown}, ${statSync(file).size.toLocaleString("en")} bytes, in ${opened.toFixed(0)} ms, without Python.`);
console.log(`   It is a ${model.kind} of ${model.config.n_estimators} trees, saved by ${model.framework} ${model.frameworkVersion}.`);
console.log(`   Columns: ${model.inputs.names.join(", ")}. Classes: ${model.classes.join(", ")}.`);

const species = await model.predict(rows);
const shares = await model.predictProba(rows);
console.log(`2. Predicted ${cells.length} flowers. The first three:`);
for (let i = 0; i < 3; i++) {
  const probabilities = model.classes.map((name, k) => `${name} ${shares.at(i * model.classes.length + k).toFixed(2)}`).join("  ");
  console.log(`   ${cells[i].slice(0, 4).join("  ")}  →  ${species.at(i)}   (${probabilities})`);
}
const agree = cells.filter((row, i) => row[5] === species.at(i)).length;
const right = cells.filter((row, i) => row[4] === species.at(i)).length;
console.log(`3. Verified: ${agree} of ${cells.length} are what scikit-learn answered; ${right} of ${cells.length} are the true species.`);

const folder = mkdtempSync(join(tmpdir(), "brine-"));
let same;
try {
  const saved = join(folder, "flowers.joblib.gz");
  await model.save(saved);
  same = await verify(model, saved, { inputs: rows });
  console.log(`4. Saved it as joblib, packed with gzip: ${statSync(saved).size.toLocaleString("en")} bytes.`);
  const verdict = same.equal ? "the same" : "NOT the same";
  console.log(
    `5. Opened that again: ${same.compared.weights} arrays, all parameters and ${same.compared.methods.join(" and ")} are ${verdict}.`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`
Next:
  npx brine inspect ${shown}
  npx brine predict ${shown} --input examples/flowers.csv --method predict_proba
  npx brine convert ${shown} flowers.onnx
  npx brine inspect YOUR-MODEL.pkl`);
process.exitCode = same.equal && agree === cells.length ? 0 : 1;
