def cases(k):
    L = k.layers
    yield "default", [L.Dense(3), L.ActivityRegularization(l1=0.1, l2=0.01)], k.x(4)
    yield "alone", L.ActivityRegularization(l2=0.1), k.x(2, 3)
    yield "masked", [L.Masking(), L.ActivityRegularization(l1=0.1), L.SimpleRNN(2)], k.gapped(4, 2)
