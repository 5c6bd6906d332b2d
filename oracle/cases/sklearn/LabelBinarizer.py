import numpy as np
from sklearn.preprocessing import LabelBinarizer


def cases(lab):
    random = lab.random()
    words = np.array(["b", "straße", "a", "東京"])
    several = words[random.randint(0, 4, 208)]
    yield lab.case("default", LabelBinarizer().fit(words), lab.labels(several), also=[lab.labels(several[:5]), lab.labels(words[:2])], probe=True)
    yes = np.array(["yes", "no"])
    unseen = lab.labels(np.array(["yes", "maybe", "no"]))
    yield lab.case("binary", LabelBinarizer().fit(yes), lab.labels(yes[random.randint(0, 2, 60)]), also=[unseen, lab.labels(yes[:1])])
    signs = LabelBinarizer(neg_label=-1, pos_label=2)
    yield lab.case("signs", signs.fit([3, 1, 7]), lab.labels(np.array([1, 3, 7, 4, 1, 1] * 10)))
    yield lab.case("sparse", LabelBinarizer(sparse_output=True).fit([3, 1, 7]), lab.labels(np.array([1, 3, 7, 4] * 10)))
    zero = LabelBinarizer(neg_label=-2, pos_label=0)
    yield lab.case("zero", zero.fit([0, 1]), lab.labels(np.array([1, 0, 1, 1] * 10)))
    many = (random.uniform(size=(60, 3)) < 0.5).astype(int)
    yield lab.case("multilabel", LabelBinarizer().fit(many), many[:40], inputs={"inverse_transform": random.uniform(size=(30, 3))})
