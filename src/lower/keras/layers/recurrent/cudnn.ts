import { defineWithCell } from "../../recurrent/layer.js";
import { gRUCell } from "./gru-cell.js";
import { lSTMCell } from "./lstm-cell.js";

/** Keras 2's layers for graphics cards (keras/src/layers/rnn/cudnn_lstm.py, cudnn_gru.py): LSTM and GRU with variables in cuDNN's layout. */
export const cuDNNLSTM = defineWithCell("CuDNNLSTM", lSTMCell);
export const cuDNNGRU = defineWithCell("CuDNNGRU", gRUCell);
