import numpy as np
from sklearn.preprocessing import MultiLabelBinarizer


def cases(lab):
    random = lab.random()
    words = ["b", "straße", "a", "東京", ""]
    lists = [[words[k] for k in random.randint(0, 5, random.randint(0, 4))] for _ in range(208)]
    unseen = [["a", "unheard"], ["unheard"], []]
    yield lab.case("default", MultiLabelBinarizer().fit([words]), lists, also=[unseen], bad=[[1, 2]])
    numbers = [[int(k) for k in random.randint(0, 5, random.randint(0, 4))] for _ in range(60)]
    yield lab.case("given", MultiLabelBinarizer(classes=[4, 0, 2, 1]).fit(numbers), numbers)
    yield lab.case("sparse", MultiLabelBinarizer(sparse_output=True).fit(numbers), numbers)
