// What opening and saving files takes: node bench/memory.mjs FILE… Each in a process of its own, against the promise of 2x the file plus 150 MB,
// and against Python's pickle.load where a Python is found. BRINE=FOLDER measures another build, such as one from before a change.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const MB = 1e6;
const [first, ...rest] = process.argv.slice(2);
const peak = () => process.resourceUsage().maxRSS * 1024;

if (first === "--child") {
  const [file, target] = rest;
  const { load } = await import(pathToFileURL(resolve(process.env.BRINE ?? "dist", "index.js")).href);
  const began = performance.now();
  const model = await load(file);
  const loaded = { seconds: (performance.now() - began) / 1000, loading: peak() };
  await model.save(target);
  console.log(JSON.stringify({ ...loaded, saving: peak(), written: statSync(target).size }));
} else {
  const files = [first, ...rest].filter((file) => file !== undefined);
  if (files.length === 0) {
    console.log(
      "node bench/memory.mjs FILE…: peak memory of opening and saving each, in MB. The bench makes some: .bench/words.pkl, .bench/tuples.pkl, .bench/text.pkl",
    );
    process.exit(2);
  }
  const python = [".oracle/sklearn-1.9.1/bin/python", process.env.BRINE_PYTHON, "python3"].find(
    (path) => path && spawnSync(path, ["-c", "import sklearn, joblib"]).status === 0,
  );
  const folder = mkdtempSync(join(tmpdir(), "brine-memory-"));
  const rows = [["file", "MB", "loading", "2x + 150", "", "s", "Python", "s", "saving", "written"]];
  const megabytes = (bytes) => (bytes / MB).toFixed(0);
  try {
    for (const file of files) {
      const child = spawnSync(process.execPath, [import.meta.filename, "--child", file, join(folder, "again.pkl")], { encoding: "utf8" });
      if (child.status !== 0) throw new Error(child.stderr);
      const mine = JSON.parse(child.stdout);
      const theirs = python && JSON.parse(spawnSync(python, ["bench/ask.py", "pickle", file], { encoding: "utf8" }).stdout || "null");
      const { size } = statSync(file);
      const limit = 2 * size + 150 * MB;
      rows.push([
        basename(file),
        megabytes(size),
        megabytes(mine.loading),
        megabytes(limit),
        mine.loading <= limit ? "kept" : "MISSED",
        mine.seconds.toFixed(2),
        theirs ? megabytes(theirs.peak) : "-",
        theirs ? theirs.load.toFixed(2) : "-",
        megabytes(mine.saving),
        megabytes(mine.written),
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const widths = rows[0].map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  for (const cells of rows) console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "));
}
