"""The Keras of this environment: Keras 3, or tf.keras where TensorFlow still brought Keras 2."""
import logging
import platform
import re
import warnings
from importlib import metadata

import numpy as np
import tensorflow as tf

if tuple(int(part) for part in tf.__version__.split(".")[:2]) < (2, 16):
    from tensorflow import keras
else:
    import keras

full_version = metadata.version("keras")
# folders are named by this: what a file holds does not change within a minor version
short_version = ".".join(full_version.split(".")[:2])
version = tuple(int(part) for part in re.findall(r"\d+", full_version)[:2])


def versions():
    return {"keras": full_version, "tensorflow": tf.__version__, "numpy": np.__version__, "python": platform.python_version()}


def quietly():
    """Without the advice that Keras gives to those who save as HDF5."""
    warnings.simplefilter("ignore")
    tf.get_logger().setLevel(logging.ERROR)
    logging.getLogger("absl").setLevel(logging.ERROR)


def forget():
    """Names and seeds start anew, so that a case is the same whatever ran before it."""
    keras.backend.clear_session()
    tf.random.set_seed(1)
    np.random.seed(1)
