// Side by side with scikit-learn: one table of ratios, medians of five. Needs a Python with scikit-learn; makes its data the first time.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = ".bench";
const python = [".oracle/sklearn-1.9.1/bin/python", process.env.BRINE_PYTHON, "python3"].find(
  (path) => path && spawnSync(path, ["-c", "import sklearn, joblib, pandas"]).status === 0,
);
if (python === undefined) {
  console.log("The benchmark compares with scikit-learn, and no Python with scikit-learn, joblib and pandas was found.");
  console.log("Make one with: bash oracle/environment.sh 1.9.1   (or name one: BRINE_PYTHON=/path/to/python npm run bench)");
  process.exit(0);
}
if (!existsSync(join(folder, "made.json"))) {
  console.log("Making the models and rows (a few minutes, once) …");
  execFileSync(python, ["bench/make.py", folder], { stdio: "inherit" });
}

if (!existsSync(join(folder, "text.pkl"))) execFileSync(python, ["bench/make.py", folder, "many"], { stdio: "inherit" });

const runs = 5;
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const ask = (program, script, ...args) => JSON.parse(execFileSync(program, [script, ...args], { encoding: "utf8" }));
const timed = (program, ...args) => {
  const began = performance.now();
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - began) / 1000;
};
/** Both sides by turns, so that what else the machine does meets both. */
const byTurns = (left, right) => {
  const a = [];
  const b = [];
  for (let i = 0; i < runs; i++) {
    a.push(left());
    b.push(right());
  }
  return [median(a), median(b)];
};

const show = (seconds) =>
  seconds >= 1 ? `${seconds.toFixed(2)} s` : seconds >= 1e-3 ? `${(seconds * 1e3).toFixed(1)} ms` : `${(seconds * 1e6).toFixed(1)} µs`;
const lines = [];
let missed = 0;
/** @param ratio how the target is written: "at most 0.25x" of Python's time, or "at least 20x" faster */
function row(what, mine, theirs, target, format = show) {
  const share = mine / theirs;
  const faster = target.kind === "faster";
  const met = faster ? 1 / share >= target.value : share <= target.value;
  if (!met) missed++;
  const ratio = faster ? `${(1 / share).toFixed(share > 0.1 ? 2 : 0)}x faster` : `${share.toFixed(2)}x`;
  lines.push([what, format(theirs), format(mine), ratio, `${faster ? "at least" : "at most"} ${target.value}x`, met ? "met" : "MISSED"]);
  process.stdout.write(".");
}

const only = process.argv.slice(2);
const wanted = (name) => only.length === 0 || only.includes(name);
const cases = {
  forest: [".npy", 200, 2],
  linear: [".npy", 20, 1],
  svc: [".npy", 20, 1],
  neighbors: [".npy", 20, 1],
  columns: [".json", 20, 1],
};
for (const [name, [extension, oneRow, allRows]] of Object.entries(cases)) {
  if (!wanted(name)) continue;
  const model = join(folder, `${name}.joblib`);
  const rows = join(folder, name + extension);
  const [first, pythonFirst] = byTurns(
    () => timed(process.execPath, "bench/ask.mjs", "first", model, rows),
    () => timed(python, "bench/ask.py", "first", model, rows),
  );
  row(`${name}: process to first answer`, first, pythonFirst, { kind: "share", value: 0.25 });
  const mine = ask(process.execPath, "bench/ask.mjs", "ask", model, rows);
  const theirs = ask(python, "bench/ask.py", "ask", model, rows);
  row(`${name}: one row`, mine.one, theirs.one, { kind: "faster", value: oneRow });
  row(`${name}: 10,000 rows`, mine.all, theirs.all, { kind: "faster", value: allRows });
}
if (wanted("reading"))
  for (const method of ["", "zlib", "gzip", "bz2", "xz", "lz4"]) {
    const file = join(folder, method ? `forest.${method}.joblib` : "forest.joblib");
    const mine = ask(process.execPath, "bench/ask.mjs", "load", file);
    const theirs = ask(python, "bench/ask.py", "load", file);
    row(`reading, ${method || "not packed"}`, mine.load, theirs.load, {
      kind: "share",
      value: ["", "zlib", "gzip"].includes(method) ? 1.2 : 4,
    });
    const peak = ask(process.execPath, "bench/ask.mjs", "memory", file);
    const pythonPeak = ask(python, "bench/ask.py", "memory", file);
    row(
      `peak memory, ${method || "not packed"}`,
      peak.peak,
      pythonPeak.peak,
      { kind: "share", value: 1 },
      (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`,
    );
  }

if (wanted("many"))
  for (const name of ["words", "tuples", "text"]) {
    const file = join(folder, `${name}.pkl`);
    const [mine, theirs] = [ask(process.execPath, "bench/ask.mjs", "load", file), ask(python, "bench/ask.py", "load", file)];
    row(`reading, ${name}`, mine.load, theirs.load, { kind: "share", value: 1.2 });
    const peak = ask(process.execPath, "bench/ask.mjs", "memory", file);
    const pythonPeak = ask(python, "bench/ask.py", "memory", file);
    row(`peak memory, ${name}`, peak.peak, pythonPeak.peak, { kind: "share", value: 1 }, (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`);
  }

const head = ["what", "Python", "Brine", "ratio", "target", ""];
const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i].length)));
console.log(
  `\n${[head, widths.map((w) => "─".repeat(w)), ...lines].map((line) => line.map((cell, i) => (i === 0 || i === 5 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ")).join("\n")}`,
);
console.log(`${lines.length - missed} of ${lines.length} targets met`);
