// Makes a fresh clone ready: installs what package-lock.json says, builds, links the `brine` command. Does nothing where all is there.
import { execSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Brine needs Node.js 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

const stamp = "node_modules/.brine-installed";
const lock = readFileSync("package-lock.json", "utf8");
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
  console.log("Installing packages (npm ci) …");
  execSync("npm ci --no-audit --no-fund --loglevel=error", { stdio: "inherit" });
  writeFileSync(stamp, lock);
}

const newest = (folder) =>
  readdirSync(folder, { withFileTypes: true }).reduce((latest, entry) => {
    const path = join(folder, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }, 0);
const built = existsSync("dist/.built") ? statSync("dist/.built").mtimeMs : 0;
if (built < Math.max(newest("src"), statSync("package.json").mtimeMs, statSync("scripts/build.mjs").mtimeMs)) {
  console.log("Building …");
  execSync("node scripts/build.mjs", { stdio: "inherit" });
}

// `npx brine` in the clone: npm links a package's own commands only when it is installed elsewhere.
const link = "node_modules/.bin/brine";
if (process.platform !== "win32") {
  mkdirSync("node_modules/.bin", { recursive: true });
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync("../../dist/cli.js", link);
  }
}
