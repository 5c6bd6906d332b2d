import { get } from "../../../../decode/keras/json.js";
import { savedLayer } from "../../../../decode/keras/layer.js";
import { defineRecurrent, ownCell } from "../../recurrent/layer.js";

/** keras/src/layers/rnn/lstm.py, gru.py, simple_rnn.py: RNN with a cell of the layer's own settings. */
export const lSTM = defineRecurrent("LSTM", ownCell("LSTMCell"));
export const gRU = defineRecurrent("GRU", ownCell("GRUCell"));
export const simpleRNN = defineRecurrent("SimpleRNN", ownCell("SimpleRNNCell"));

/** keras/src/layers/rnn/rnn.py. */
export const rNN = defineRecurrent("RNN", (layer) => savedLayer(get(layer.config, "cell"), `${layer.name}.cell`));
