// Damages every fixture in every way (cut at each 64th byte, 1,000 bits flipped) and opens what is left. Takes hours on one core.
//   node oracle/attacks.mjs [--shard K/N] [--only TEXT] [--every N]     --every N: each Nth damage only
// The last line reads "N passed, N failed".
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const outdir = join(root, "node_modules", `.brine-attacks-${process.pid}`);
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
await build({
  entryPoints: {
    worker: join(root, "test/attacks/worker.ts"),
    sweep: join(root, "test/attacks/sweep.ts"),
    damage: join(root, "test/attacks/damage.ts"),
  },
  outdir,
  bundle: true,
  splitting: true,
  packages: "external",
  platform: "node",
  format: "esm",
  sourcemap: true,
  outExtension: { ".js": ".mjs" },
  logLevel: "error",
});
try {
  const { fixtureFiles, sweep } = await import(pathToFileURL(join(outdir, "sweep.mjs")).href);
  const { damages } = await import(pathToFileURL(join(outdir, "damage.mjs")).href);
  const [shard, shards] = (option("--shard") ?? "1/1").split("/").map(Number);
  const every = Number(option("--every") ?? 1);
  const only = option("--only") ?? "";
  const { statSync } = await import("node:fs");
  const jobs = fixtureFiles(join(root, "test", "fixtures"))
    .filter((job, i) => i % shards === shard - 1 && job.name.includes(only))
    .map((job, i) => {
      if (every === 1) return job;
      const count = damages(job.name, statSync(job.path).size).length;
      return {
        ...job,
        attempts: Array.from({ length: Math.ceil(count / every) }, (_, k) => k * every + (i % every)).filter((at) => at < count),
      };
    });
  let told = 0;
  const result = await sweep(join(outdir, "worker.mjs"), jobs, (figures) => {
    for (const trouble of figures.troubles.slice(told)) console.log(JSON.stringify(trouble));
    told = figures.troubles.length;
    if (figures.files % 50 === 0) console.log(`${figures.files} of ${jobs.length} files, ${figures.attempts} attempts`);
  });
  for (const trouble of result.troubles.slice(told)) console.log(JSON.stringify(trouble));
  for (const [outcome, count] of Object.entries(result.outcomes).sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(9)}  ${outcome}`);
  console.log(`${result.attempts - result.troubles.length} passed, ${result.troubles.length} failed`);
  process.exitCode = result.troubles.length > 0 ? 1 : 0;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
