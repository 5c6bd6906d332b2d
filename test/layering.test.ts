import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { expect, it } from "vitest";

/** Rooms, lowest first; a file may import from its own room and from lower ones. */
const rooms = [
  ["errors", "tensor", "limits", "table", "sparse", "catalog"],
  ["bytes"],
  ["container"],
  ["decode", "scan"],
  ["graph"],
  ["lower", "rewrite", "gradient"],
  ["runtime"],
  ["model"],
  ["train", "verify"],
  ["store"],
  ["registry"],
  ["builtins", "builtins-keras", "builtins-tensorflow", "worker"],
  ["index"],
  ["cli", "server"],
];
const rank = new Map(rooms.flatMap((names, i) => names.map((name): [string, number] => [name, i])));
const roomOf = (file: string): string => (file.split("/")[0] ?? "").replace(/\.ts$/, "");

const root = join(import.meta.dirname, "..", "src");
const files = readdirSync(root, { recursive: true })
  .map((file) => String(file).replaceAll(sep, "/"))
  .filter((file) => file.endsWith(".ts"));

it("every file is in a known room", () => {
  expect(files.filter((file) => !rank.has(roomOf(file)))).toEqual([]);
});

it("imports point one way", () => {
  const wrong = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const targets = [...text.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].map((match) => posix.join(posix.dirname(file), match[1] ?? ""));
    return targets
      .filter(
        (target) => !target.startsWith("..") && (rank.get(roomOf(target.replace(/\.js$/, ".ts"))) ?? 0) > (rank.get(roomOf(file)) ?? 0),
      )
      .map((target) => `${file} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

it("files stay small", () => {
  const long = files
    .filter((file) => !file.includes("/generated/") && !file.endsWith("/index.ts"))
    .map((file): [string, number] => [file, readFileSync(join(root, file), "utf8").split("\n").length])
    .filter(([, lines]) => lines > 400);
  expect(long).toEqual([]);
});
