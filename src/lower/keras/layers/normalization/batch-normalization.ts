import { scalar } from "../../../../graph/value.js";
import { defineLayer, state, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { along, axesOf, widened } from "./moments.js";

type Settings = { readonly scale: boolean; readonly center: boolean; readonly renorm: boolean };
const renormalizes = when(({ renorm }: Settings) => renorm, false);

/**
 * (x - mean) / sqrt(variance + epsilon) * gamma + beta with the moving mean and variance, as one product and one sum, as tf.nn.batch_normalization
 * has it (keras/src/layers/normalization/batch_normalization.py: call). Batch renormalization is a matter of training.
 */
const defineBatchNormalization = (name: string) =>
  defineLayer(name, {
    config: {
      axis: withDefault("ints", [-1]),
      epsilon: withDefault("float", 1e-3),
      center: withDefault("bool", true),
      scale: withDefault("bool", true),
      renorm: withDefault("bool", false),
    },
    weights: {
      gamma: when(({ scale }: Settings) => scale),
      beta: when(({ center }: Settings) => center),
      moving_mean: state,
      moving_variance: state,
      moving_stddev: renormalizes,
      renorm_mean: renormalizes,
      renorm_stddev: renormalizes,
    },
    masking: "pass",
    autocast: false,
    call: (given, m) =>
      widened(given, m, (x) => {
        const axes = axesOf(m.axis, x.rank);
        const root = m.moving_variance.cast(x.dtype).add(m.epsilon).sqrt();
        const factor = (m.gamma?.cast(x.dtype) ?? m.constant(scalar(x.dtype, 1))).div(root);
        const shift = m.moving_mean.cast(x.dtype).mul(factor).neg();
        return x.mul(along(factor, axes, x)).add(along(m.beta ? shift.add(m.beta.cast(x.dtype)) : shift, axes, x));
      }),
  });

export const batchNormalization = defineBatchNormalization("BatchNormalization");
/** Shares its moments between replicas while it trains (tf.keras.layers.experimental, until Keras 3). */
export const syncBatchNormalization = defineBatchNormalization("SyncBatchNormalization");
