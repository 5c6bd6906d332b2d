import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, DotProduct, ExpSineSquared, Matern, RationalQuadratic, WhiteKernel


def cases(lab):
    x = lab.numbers(rows=14, columns=3)
    y = lab.target(x)
    inputs = lab.rows(x)[:60]
    few = inputs[:30]
    # noise keeps the variance at training rows away from the difference of two equal numbers
    process = lambda kernel, noise=0.05, **more: GaussianProcessRegressor(kernel, alpha=noise, optimizer=None, **more)
    forms = lab.version >= (1, 0)  # before, cdist and the division by a length looked at the input
    yield lab.case("default", process(2.5 * RBF(1.5) + WhiteKernel(0.1)).fit(x, y), inputs, probe=forms, also=[inputs[:10].astype(np.float32)])
    yield lab.case("no_kernel", GaussianProcessRegressor(alpha=0.1).fit(x, y), few)
    if lab.version >= (0, 24):
        kernel = RBF([0.5, 2.0, 4.0]) * ConstantKernel(3.0)
        yield lab.case("normalized", process(kernel, normalize_y=True).fit(x, y), few)
        if lab.version >= (1, 0):  # before, the deviations of two targets did not fit together
            pair = process(RationalQuadratic(2.0, 0.7) ** 2, normalize_y=True).fit(x, lab.target(x, outputs=2))
            yield lab.case("two", pair, few)
    matern = Matern(2.0, nu=0.5) + Matern([1.0, 2.0, 3.0], nu=1.5) + Matern(0.7, nu=2.5)
    yield lab.case("matern", process(matern).fit(x, y), few)
    yield lab.case("periodic", process(ExpSineSquared(1.2, 3.0) + DotProduct(0.5) * 0.1).fit(x[:, :1], y), few[:, :1])
