"""Small images of every kind that `brine predict` takes, and what Pillow and Keras's load_img make of them: test/fixtures/images/.

    python oracle/images.py      (any Python with Pillow and NumPy)
"""

import pathlib

import numpy as np
from PIL import Image

folder = pathlib.Path(__file__).parent.parent / "test" / "fixtures" / "images"
folder.mkdir(parents=True, exist_ok=True)
rng = np.random.RandomState(7)
y, x = np.mgrid[0:13, 0:17]
smooth = np.stack([(np.sin(x / 3) + 1) * 120, (np.cos(y / 2) + 1) * 120, (x * y * 5) % 256], -1)
rgb = Image.fromarray((smooth + rng.randint(0, 16, smooth.shape)).clip(0, 255).astype(np.uint8))
alpha = rgb.copy()
alpha.putalpha(Image.fromarray(((x * 37 + y * 11) % 256).astype(np.uint8)))

rgb.save(folder / "rgb.png")
alpha.save(folder / "rgba.png")
rgb.convert("L").save(folder / "gray.png")
rgb.convert("1").save(folder / "bits.png")
rgb.quantize(13).save(folder / "palette.png", bits=4)
alpha.convert("LA").save(folder / "gray-alpha.png")
rgb.save(folder / "plain.jpg", quality=85)
rgb.save(folder / "fine.jpg", quality=95, subsampling=0)
rgb.save(folder / "progressive.jpg", quality=70, progressive=True)
rgb.convert("L").save(folder / "gray.jpg")
rgb.convert("CMYK").save(folder / "four.jpg")

answers = {}
names = "rgb.png rgba.png gray.png bits.png palette.png gray-alpha.png plain.jpg fine.jpg progressive.jpg gray.jpg"
for name in names.split():
    image = Image.open(folder / name)
    for mode in ("L", "RGB", "RGBA"):
        # keras/src/utils/image_utils.py: load_img leaves gray images as they are where gray is asked for.
        answers[f"{name} {mode}"] = np.asarray(image if mode == image.mode else image.convert(mode))
filters = dict(nearest=0, lanczos=1, bilinear=2, bicubic=3, box=4, hamming=5)
for name in ("rgb.png", "rgba.png", "gray.png"):
    image = Image.open(folder / name)
    for how, filter in filters.items():
        for size in ((8, 8), (5, 30), (40, 7), (17, 6), (1, 1)):
            answers[f"{name} {how} {size[0]}x{size[1]}"] = np.asarray(image.resize(size, filter))
np.savez_compressed(folder / "expected.npz", **answers)
