import numpy as np
from sklearn.naive_bayes import CategoricalNB


def cases(lab):
    random = lab.random()
    x = random.randint(0, [2, 3, 5, 4], size=(70, 4))
    x[:4] = [1, 2, 4, 3]
    y = (x[:, 1] + (random.uniform(size=70) < 0.3)) % 3
    inputs = lab.random(1).randint(0, [2, 3, 5, 4], size=(200, 4))
    # a category that is too large, a negative one, too few columns, a missing value
    few = inputs[:3].astype(float)
    mistakes = [few + [0, 0, 5, 0], few - [0, 9, 0, 0], few[:, :-1], few[0], few[:0]]
    if lab.version >= (1, 1):  # before, the message named the dtype as it was written in the call
        mistakes.append(np.where(few == few[1, 2], np.nan, few))
    yield lab.case("default", CategoricalNB().fit(x, y), inputs, probe=False, also=[few, few.astype(np.float32) + 0.4], bad=mistakes)
    yield lab.case("alpha", CategoricalNB(alpha=0.2, fit_prior=False).fit(x, np.array(["no", "so", "yes"])[y]), inputs)
    yield lab.case("priors", CategoricalNB(class_prior=[0.1, 0.9]).fit(x, y > 0), inputs)
    if lab.version >= (0, 24):
        yield lab.case("more_categories", CategoricalNB(min_categories=7).fit(x, y), np.vstack([inputs, [[6, 5, 4, 6]]]))
