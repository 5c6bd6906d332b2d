// Bundles src/ into dist/ (esbuild) and writes the declarations (tsc).
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: {
    index: "src/index.ts",
    cli: "src/cli/main.ts",
    worker: "src/worker.ts",
    "parquet-worker": "src/cli/data/parquet/worker.ts",
  },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
chmodSync("dist/cli.js", 0o755);
if (!process.argv.includes("--no-types"))
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], { stdio: "inherit" });
writeFileSync("dist/.built", String(Date.now()));
