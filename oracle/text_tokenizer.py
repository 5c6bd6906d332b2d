"""Writes test/fixtures/text/{tokenizer,split}.pkl: vectorizers whose tokenizer is a function of their author's, and str.split."""
import pickle
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer


def tokenize(text):
    return text.split("-")


folder = Path(__file__).parent.parent / "test" / "fixtures" / "text"
texts = ["a b-c", "b c", "a-a b"]
(folder / "tokenizer.pkl").write_bytes(pickle.dumps(TfidfVectorizer(tokenizer=tokenize, token_pattern=None).fit(texts)))
(folder / "split.pkl").write_bytes(pickle.dumps(TfidfVectorizer(tokenizer=str.split, token_pattern=None).fit(texts)))
