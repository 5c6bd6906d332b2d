"""Makes examples/: a random forest that scikit-learn trained, and flowers to ask it about. Run in the 1.9.1 environment."""

import pickle
from pathlib import Path

import numpy as np
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

folder = Path(__file__).parent.parent / "examples"
iris = load_iris(as_frame=True)
names = np.array(["setosa", "versicolor", "virginica"])
train, test, labels, answers = train_test_split(iris.data, names[iris.target], test_size=60, random_state=7, stratify=iris.target)
forest = RandomForestClassifier(n_estimators=50, random_state=7).fit(train, labels)
with open(folder / "flowers.pkl", "wb") as file:
    pickle.dump(forest, file)
test.to_csv(folder / "flowers.csv", index=False)
test.assign(species=answers, predicted=forest.predict(test)).to_csv(folder / "flowers-answered.csv", index=False)
print(f"accuracy {np.mean(forest.predict(test) == answers):.3f}")
