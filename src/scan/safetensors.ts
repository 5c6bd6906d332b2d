import { safetensorsFormat } from "../container/safetensors/format.js";
import type { Scanner } from "./scanner.js";

/** Arrays and nothing else, which is what the format is for; reading it accounts for every byte. */
export const safetensorsScanner: Scanner = {
  type: "safetensors",
  headBytes: safetensorsFormat.headBytes,
  claims: (head) => safetensorsFormat.sniff(head),
  scan: async (source, { limits }) => void (await safetensorsFormat.read(source, limits)),
};
