// Writes the table of docs/support.md from the fixtures, so that it says what a fixture proves and no more. --check only compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = "test/fixtures/sklearn";
const begin = "<!-- generated from the fixtures by scripts/support.mjs -->";
const end = "<!-- end of the generated table -->";
const numbers = (version) => version.split(".").map((part) => Number.parseInt(part, 10) || 0);
const byVersion = (a, b) => {
  const [x, y] = [numbers(a), numbers(b)];
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
};

const rows = readdirSync(root)
  .sort()
  .map((unit) => {
    const versions = readdirSync(join(root, unit)).sort(byVersion);
    const methods = new Set();
    let answers = 0;
    for (const version of versions)
      for (const found of JSON.parse(readFileSync(join(root, unit, version, "case.json"), "utf8")).cases)
        for (const answer of found.answers) {
          methods.add(answer.method);
          answers++;
        }
    return `| ${unit} | ${[...methods].sort().join(", ")} | ${versions.join(" ")} | ${answers} |`;
  });
const table = `${begin}\n| class | methods | scikit-learn versions that answered | answers compared |\n|---|---|---|---|\n${rows.join("\n")}\n${end}`;
const path = "docs/support.md";
const text = readFileSync(path, "utf8");
const next = text.slice(0, text.indexOf(begin)) + table + text.slice(text.indexOf(end) + end.length);
if (next !== text) {
  if (process.argv.includes("--check")) {
    console.error(`${path} is stale: run "npm run format".`);
    process.exit(1);
  }
  writeFileSync(path, next);
}
