import { convTranspose } from "../../../../graph/ops/convolution.js";
import type { Value } from "../../../../graph/value.js";
import { samePadding, spanOf } from "../../../../graph/windows.js";
import { always, defineLayer, when } from "../../define.js";
import { inChannelsFirst, optionalTuple } from "../../spatial.js";
import { biased, hasBias, settings } from "./settings.js";

/**
 * The gradient of a convolution to its input: of all lengths that it could have had, that of `outputLength`
 * (keras/src/layers/convolutional/base_conv_transpose.py: call; keras/src/backend/tensorflow/nn.py: conv_transpose).
 */
const defineConvTranspose = (name: string, rank: number) =>
  defineLayer(name, {
    config: { ...settings(rank), output_padding: optionalTuple(rank) },
    weights: { kernel: always, bias: when(hasBias) },
    call: (x, m) => {
      const { strides, dilation_rate: dilations, output_padding, bias } = m;
      const padding = m.padding === "causal" ? m.unsupported("causal padding of a transposed convolution") : m.padding;
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      // [..., O, C]; ONNX has [C, O, ...].
      const filters = m.kernel.transpose([rank + 1, rank, ...Array.from({ length: rank }, (_, i) => i)]);
      const transposed = inChannelsFirst(x, rank, m.data_format, (first) => {
        const axes = strides.map((stride, i) => {
          const span = spanOf(m.kernel.dim(i), dilations[i] ?? 1);
          const length = first.dim(i + 2);
          const wanted = outputLength(length, span, stride, padding, output_padding?.[i]);
          const whole = (length - 1) * stride + span;
          const [before, after] = padding === "same" ? samePadding(wanted, span, stride, 1) : [0, 0];
          if (padding === "same" && Math.ceil(wanted / stride) !== length)
            m.refuse(`A length of ${wanted} in steps of ${stride} does not come from a length of ${length}.`);
          return { before, after, more: wanted - (whole - before - after) };
        });
        const attributes = {
          strides,
          dilations,
          group: 1,
          pads: [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)],
          outputPadding: axes.map(({ more }) => more),
        };
        return biased(m, bias, (operands) => convTranspose([first, filters, ...operands], attributes)[0] as Value);
      });
      return m.activation(transposed);
    },
  });

/** keras/src/backend/common/backend_utils.py: _get_output_shape_given_tf_padding. `span` is what the dilated window covers. */
function outputLength(length: number, span: number, stride: number, padding: "valid" | "same", more: number | undefined): number {
  if (padding === "valid") return (length - 1) * stride + span + (more ?? Math.max(span, stride) - span);
  return more === undefined ? length * stride : (length - 1) * stride + (span % 2) + more;
}

export const conv1DTranspose = defineConvTranspose("Conv1DTranspose", 1);
export const conv2DTranspose = defineConvTranspose("Conv2DTranspose", 2);
export const conv3DTranspose = defineConvTranspose("Conv3DTranspose", 3);
// Keras 2 kept other names beside its own.
export const convolution2DTranspose = defineConvTranspose("Convolution2DTranspose", 2);
export const convolution3DTranspose = defineConvTranspose("Convolution3DTranspose", 3);
