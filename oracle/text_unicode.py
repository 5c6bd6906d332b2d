"""Writes test/fixtures/text/unicode.json: what Python's str and re make of every assigned character, and of some patterns.

    .oracle/sklearn-1.9.1/bin/python oracle/text_unicode.py
"""
import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path

from sklearn.feature_extraction.text import strip_accents_ascii, strip_accents_unicode

CHARS = [chr(i) for i in range(sys.maxunicode + 1) if not 0xD800 <= i < 0xE000 and unicodedata.category(chr(i)) not in ("Cn", "Co")]


def ranges(keep):
    found = []
    for char in filter(keep, CHARS):
        code = ord(char)
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def digest(function):
    return hashlib.sha256("\n".join(map(function, CHARS)).encode()).hexdigest()


PATTERNS = [
    r"(?u)\b\w\w+\b", r"\b\w+\b", r"\w+", r"\S+", r"[^\W\d_]+", r"[a-zA-Z]{2,}", r"(?i)[a-k]+", r"(?i)kiss", r"(?a)\w+", r"\d+(?:[.,]\d+)?",
    r"#(\w+)", r"\b[a-z]\w*['’]?\w*", r"(?m)^.+?$", r"(?s).{3}", r"\w+$", r"^\s*\S", r"[\w.-]+@[\w.-]+", r"[^\s\]\[-]+", r"\B\w", r"x{,2}y",
    r"\x41|\u00e9|\t", r"(?=\w{3})\w+(?!\S)", r"(?<=\s)\w+", r"[\s,;]+", r"a|", r"\w*", r"(?P<word>\w+);", r"[]a]+", r"[\b]|[a\-z]+", r".\Z",
]
TEXTS = [
    "", "The cat, a MAT; x_1 don't it’s", "İstanbul ısı ſtraße Kelvin K kiss", "naïve café é ÀÉ", "3.14 1,5 ١٢٣ ½ Ⅷ ²", "東京タワー ひらがな 한국어",
    "#tag #a-b a.b@c-d.org", "line one\nline two\r\nthree\u2028four\x85five", "\U0001d504\U0001d505 \U0001f600x\U00010400", "  tab\tnbsp\xa0end \n",
    "xxy xy y xxxy", "a]b[c-d a-z", "क्षत्रिय สวัสดี עברית", "cat; dog; \x08", "ΌΔΟΣ ΣΑΣ Σ. ΑΣ'Α ΑΣ\u0301", "zwj\u200djoin soft\xadhyphen _under__",
]

folder = Path(__file__).parent.parent / "test" / "fixtures" / "text"
folder.mkdir(parents=True, exist_ok=True)
answer = {
    "python": sys.version.split()[0],
    "unicode": unicodedata.unidata_version,
    "assigned": ranges(lambda char: True),
    "word": ranges(lambda char: re.match(r"\w", char)),
    "space": ranges(lambda char: re.match(r"\s", char)),
    "split": ranges(lambda char: not char.split()),
    "digit": ranges(lambda char: re.match(r"\d", char)),
    "lower": digest(str.lower),
    "unicode_stripped": digest(strip_accents_unicode),
    "ascii_stripped": digest(strip_accents_ascii),
    "texts": TEXTS,
    "lowered": [text.lower() for text in TEXTS],
    "patterns": {pattern: [re.findall(pattern, text) for text in TEXTS] for pattern in PATTERNS},
}
(folder / "unicode.json").write_text(json.dumps(answer, ensure_ascii=True, separators=(",", ":")) + "\n")
