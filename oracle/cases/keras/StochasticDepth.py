def cases(k):
    from keras.src.applications.convnext import StochasticDepth
    yield "default", StochasticDepth(0.2), k.x(4)
    yield "images", StochasticDepth(0.5), k.x(3, 3, 2)
    yield "never", StochasticDepth(0.0), k.x(5, 3)
