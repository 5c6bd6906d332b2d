def cases(k):
    L = k.layers

    def cells():
        return [L.LSTMCell(3), L.GRUCell(2), L.SimpleRNNCell(4)]

    yield "default", L.RNN(L.StackedRNNCells(cells())), k.x(4, 2)
    yield "sequences", L.RNN(L.StackedRNNCells(cells()), return_sequences=True), k.x(4, 2)
    yield "state", lambda x: L.RNN(L.StackedRNNCells([L.LSTMCell(3), L.LSTMCell(2)]), return_state=True)(x), k.x(4, 2)
    yield "masked", [L.Masking(), L.RNN(L.StackedRNNCells(cells()), go_backwards=True)], k.gapped(5, 2)
