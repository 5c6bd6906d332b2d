import type { Hdf5Group, Hdf5Object } from "../../container/hdf5/file.js";
import { hdf5Format } from "../../container/hdf5/format.js";
import { parseJson } from "../../container/json/parse.js";
import { ModelError } from "../../errors.js";
import type { Evidence } from "../evidence.js";
import type { ScanContext, Scanner } from "../scanner.js";
import { scanConfig } from "./config.js";

/** An HDF5 file: every attribute and text that is a configuration, and whatever refers to other files. */
export const hdf5Scanner: Scanner = {
  type: "hdf5",
  headBytes: hdf5Format.headBytes,
  claims: (head) => hdf5Format.sniff(head),
  async scan(source, context) {
    const { evidence, limits } = context;
    if ((await source.read(0, 1))[0] !== 0x89) evidence.doubt("bytes stand before the HDF5 signature and were not looked at");
    try {
      const { root, notes } = await hdf5Format.read(source, limits);
      for (const note of notes) evidence.note(note);
      await scanGroup(root, context);
    } catch (error) {
      if (!(error instanceof ModelError) || error.code !== "hdf5/external") throw error;
      evidence.found("hdf5", "external", { severity: "runs-code", reason: `reads other files (CVE-2026-1669): ${error.message}` });
      evidence.doubt("what else is in the HDF5 file was not looked at");
    }
  },
};

async function scanGroup(group: Hdf5Group, context: ScanContext): Promise<void> {
  await scanAttributes(group, context);
  for (const member of group.members.values()) {
    if (member.kind === "group") await scanGroup(member, context);
    else {
      await scanAttributes(member, context);
      if (member.dtype === undefined) context.evidence.doubt(`${member.path} holds elements of a type that is not read`);
      // Tutorials write the configuration as a dataset of one text.
      else if (member.dtype === "string" && member.content.size === 1) await scanText(String(member.content.at(0)), member.path, context);
    }
  }
}

async function scanAttributes({ path, attributes }: Hdf5Object, context: ScanContext): Promise<void> {
  for (const [name, value] of attributes) if (typeof value === "string") await scanText(value, `${path}@${name}`, context);
}

async function scanText(text: string, where: string, { evidence, limits }: ScanContext): Promise<void> {
  if (!/^\s*[{[]/.test(text)) return;
  const inside: Evidence = evidence.inside(where);
  try {
    await scanConfig(parseJson(text, where), inside, limits);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    inside.doubt(error.message);
  }
}
