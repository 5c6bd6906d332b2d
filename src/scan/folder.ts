import type { Scanner } from "./scanner.js";

/** Plain texts, on which nothing in Python acts. */
const texts = /(?:^|\/)assets\/|\.(?:txt|md|csv)$/i;

/** A folder: each of its files by its own content. */
export const folderScanner: Scanner = {
  type: "folder",
  headBytes: 0,
  // A SavedModel has a scanner of its own.
  claims: (_, { folder }) => folder !== undefined && !folder.names.includes("saved_model.pb"),
  async scan({ folder, name }, { evidence, nested }) {
    if (folder === undefined) return;
    if (folder.names.length === 0) evidence.doubt(`${name} is empty`);
    for (const file of folder.names) {
      if (texts.test(file)) continue;
      const source = await folder.source(file);
      try {
        await nested(source, evidence.inside(file));
      } finally {
        await source.close?.();
      }
    }
  },
};
