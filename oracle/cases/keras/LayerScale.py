def cases(k):
    from keras.src.applications.convnext import LayerScale
    yield "default", LayerScale(1e-6, 4), k.x(4)
    yield "images", LayerScale(0.5, 2), k.x(3, 3, 2)
    yield "larger", LayerScale(2.0, 3), k.x(5, 3)
