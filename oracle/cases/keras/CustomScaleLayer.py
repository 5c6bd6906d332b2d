def cases(k):
    from keras.src.applications.inception_resnet_v2 import CustomScaleLayer
    yield "default", CustomScaleLayer(0.17), [k.x(4), k.x(4)]
    yield "images", CustomScaleLayer(1.0), [k.x(3, 3, 2), k.x(3, 3, 2)]
    yield "negative", CustomScaleLayer(-0.5), [k.x(5, 3), k.x(5, 3)]
