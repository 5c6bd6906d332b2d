"""Writes test/fixtures/text/patterns.json: what re.findall of generated patterns finds in generated texts.

    .oracle/sklearn-1.9.1/bin/python oracle/text_patterns.py [COUNT SEED FILE]
"""
import json
import random
import re
import sys
import warnings
from pathlib import Path

ATOMS = [
    "a", "b", "c", r"\w", r"\d", r"\s", r"\S", r"\W", "[ab]", "[^a]", "[a-c]", ".", "-", "é", r"[^\W\d]", r"[\w-]", "ab",
    r"\b", r"\B", "^", "$", r"\A", r"\Z",
]
QUANTIFIERS = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{,2}", "{2,}", "{0,2}?"]
GROUPS = ["(?:", "(?:", "(?:", "(", "(?=", "(?!", "(?<=", "(?<!"]
FLAGS = ["", "", "", "(?a)", "(?i)", "(?m)", "(?s)"]
LETTERS = "aaabbbcc  -é1_\n\U0001d504,"


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def item(self, depth):
        if depth > 0 and self.random.random() < 0.35:
            return self.random.choice(GROUPS) + self.choice(depth - 1) + ")" + self.random.choice(QUANTIFIERS)
        return self.random.choice(ATOMS) + self.random.choice(QUANTIFIERS)

    def sequence(self, depth):
        return "".join(self.item(depth) for _ in range(self.random.choice([1, 1, 2, 2, 3])))

    def choice(self, depth):
        return "|".join(self.sequence(depth) for _ in range(self.random.choice([1, 1, 1, 2, 3])))

    def text(self):
        return "".join(self.random.choice(LETTERS) for _ in range(self.random.choice([0, 1, 3, 6, 10, 14])))

    def case(self):
        while True:
            source = self.random.choice(FLAGS) + self.choice(3)
            try:
                pattern = re.compile(source)
            except (re.error, Warning):
                continue
            if pattern.groups <= 1:
                texts = [self.text() for _ in range(4)]
                return [source, texts, [pattern.findall(text) for text in texts]]


warnings.simplefilter("error")
count, seed = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (500, 1)
folder = Path(__file__).parent.parent / "test" / "fixtures" / "text"
file = Path(sys.argv[3]) if len(sys.argv) > 3 else folder / "patterns.json"
generator = Generator(seed)
cases = [generator.case() for _ in range(count)]
answer = {"python": sys.version.split()[0], "cases": cases}
file.write_text(json.dumps(answer, ensure_ascii=True, separators=(",", ":")) + "\n")
