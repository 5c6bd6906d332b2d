import { defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { standardize, widened } from "./moments.js";

type Settings = { readonly scale: boolean; readonly center: boolean };

/**
 * Each group of channels of a row standardized, times gamma plus beta; -1 groups are as many as channels
 * (keras/src/layers/normalization/group_normalization.py: _apply_normalization).
 */
export const groupNormalization = defineLayer("GroupNormalization", {
  config: {
    groups: withDefault("int", 32),
    axis: withDefault("int", -1),
    epsilon: withDefault("float", 1e-3),
    center: withDefault("bool", true),
    scale: withDefault("bool", true),
  },
  weights: { gamma: when(({ scale }: Settings) => scale), beta: when(({ center }: Settings) => center) },
  masking: "pass",
  autocast: false,
  call: (given, m) =>
    widened(given, m, (x) => {
      const { groups, axis, epsilon, gamma, beta } = m;
      const at = axis < 0 ? axis + x.rank : axis;
      const channels = x.dim(at);
      const count = groups === -1 ? channels : groups;
      const grouped = x.reshape([...x.shape.slice(0, at), count, channels / count, ...x.shape.slice(at + 1)]);
      const within = Array.from({ length: x.rank }, (_, i) => i + 1).filter((i) => i !== at);
      const layout = Array.from({ length: x.rank }, (_, i) => (i === at ? channels : 1));
      const scaled = standardize(grouped, within, epsilon).reshape(x.shape);
      const stretched = gamma ? scaled.mul(gamma.cast(x.dtype).reshape(layout)) : scaled;
      return beta ? stretched.add(beta.cast(x.dtype).reshape(layout)) : stretched;
    }),
});
