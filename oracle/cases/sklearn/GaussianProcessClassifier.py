import numpy as np
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.gaussian_process.kernels import RBF, DotProduct


def cases(lab):
    x, y = lab.classes(rows=14, columns=3)
    inputs = lab.rows(x)[:60]
    few = inputs[:30]
    process = lambda kernel, **more: GaussianProcessClassifier(kernel, optimizer=None, **more)
    forms = lab.version >= (1, 0)  # before, cdist and the division by a length looked at the input
    yield lab.case("default", process(1.5 * RBF(1.5)).fit(x, np.array(["no", "yes"])[(y > 0) * 1]), inputs, probe=forms)
    yield lab.case("rest", process(RBF([1.0, 2.0, 0.5])).fit(x, y), few)
    yield lab.case("pairs", process(RBF(2.0) + DotProduct(0.3), multi_class="one_vs_one").fit(x, y - 1.0), few)
    yield lab.case("no_kernel", GaussianProcessClassifier().fit(x, y > 1), few)
