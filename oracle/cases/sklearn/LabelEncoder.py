import numpy as np
from sklearn.preprocessing import LabelEncoder


def cases(lab):
    random = lab.random()
    words = np.array(["b", "straße", "a", "東京", "", "Zürich"])
    yield lab.case("default", LabelEncoder().fit(words), lab.labels(words[random.randint(0, 6, 208)]), probe=True)
    objects = words.astype(object)
    yield lab.case("objects", LabelEncoder().fit(objects), lab.labels(objects[random.randint(0, 6, 60)]), probe=True)
    numbers = np.array([5, -3, 0, 12])
    yield lab.case("integers", LabelEncoder().fit(numbers), lab.labels(numbers[random.randint(0, 4, 60)]), probe=True)
    yield lab.case("floats", LabelEncoder().fit(numbers / 4), lab.labels(numbers[random.randint(0, 4, 60)] / 4))
    yield lab.case("booleans", LabelEncoder().fit([True, False]), lab.labels(np.arange(60) % 3 == 0))
