def cases(k):
    L = k.layers
    yield "default", L.RandomColorJitter(brightness_factor=0.2, contrast_factor=0.2, saturation_factor=0.2, hue_factor=0.2), k.images(3, 3, 3)
    yield "one", L.RandomColorJitter(brightness_factor=0.2, seed=1), k.images(3, 3, 3)
    yield "uint8", L.RandomColorJitter(saturation_factor=(0.2, 0.4)), k.images(3, 3, 3, dtype="uint8")
