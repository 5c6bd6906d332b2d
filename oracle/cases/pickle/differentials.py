"""Bytes that CPython's two unpicklers, C and pure Python, do or do not agree on, and what each makes of them.

    python differentials.py OUTPUT_FILE
"""

import io
import json
import pickle
import sys
import warnings

from describe import describe

# fmt: off
CASES = dict([
 ("octal", b"I010\n."), ("hex", b"I0x10\n."), ("nul", b"I1\x00junk\n."), ("plus1", b"I+1\n."), ("sp1", b"I 1\n."), ("01", b"I01\n."), ("under", b"I1_0\n."), ("neg octal", b"I-010\n."),("bin", b"I0b11\n."), ("1sp", b"I1 \n."),("-0", b"I-0\n."), ("09", b"I09\n."),("0o17", b"I0o17\n."),("empty", b"I\n."),("000", b"I000\n."), ("00 ", b"I00 \n."),("0x", b"I0x\n."),
 ("long nul", b"L12\x00x\n."), ("long L", b"L12L\n."), ("long oct", b"L010L\n."), ("long hex", b"L0x1fL\n."), ("LL", b"L1LL\n."), ("long 00", b"L00L\n."), ("empty L", b"L\n."), ("L0L", b"LL\n."),("long nl", b"L 12 \n."),
 ("float sp", b"F 1.5\n."), ("float under", b"F1_0.5\n."), ("float nul", b"F1.5\x00x\n."), ("float over", b"F1e999\n."), ("float inf", b"Finf\n."), ("float empty", b"F\n."), ("float hex", b"F0x1p3\n."),("float tail sp", b"F1.5 \n."),("float nan", b"F-nan\n."),("infinity", b"F+Infinity\n."),
 ("get nul", b"Np1\n0g1\x00x\n."), ("put neg", b"Np-1\n."), ("get plus", b"Np1\n0g+1\n."), ("get sp", b"Np1\n0g 1 \n."),("get under", b"Np10\n0g1_0\n."), ("get 01", b"Np1\n0g01\n."),("get hex", b"Np1\n0g0x1\n."),
 ("empty module", b"c\nx\n."), ("appends none", b"N(e."), ("setitems none", b"N(u."), ("additems none", b"N(\x90."), ("reduce list", b"cbuiltins\nlen\n]]aR."),
 ("frame mid arg", b"\x80\x04\x95\x02\x00\x00\x00\x00\x00\x00\x00\x8c\x03abc."), ("frame after op", b"\x80\x04\x95\x01\x00\x00\x00\x00\x00\x00\x00\x8c\x03abc."), ("frame in frame", b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x95\x05\x00\x00\x00\x00\x00\x00\x00NNNN.aaaaaaa"), ("frame long", b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00N."),
 ("string quotes", b"S'a\"\n."), ("string bare", b"Sabc\n."), ("string ws", b"S'a' \n."), ("string esc", b"S'\\x4'\n."), ("string one quote", b"S'\n."), ("str oct", b"S'\\401'\n."), ("str unk", b"S'\\q'\n."), ("unicode trunc", b"V\\u12\n."), ("unicode slash", b"V\\\\u0041\n."), ("unicode end", b"Va\\\n."),("unicode big", b"V\\U00110000\n."), ("V surr", b"V\\ud800\n."),
 ("dup empty", b"(2."), ("pop mark", b"N(0."), ("pop none", b"0."), ("stop mark", b"N(."), ("put empty", b"p0\n."), ("memoize gap", b"\x80\x04Nq\x05\x94K\x01\x94h\x01."),
 ("frozen", b"\x80\x04(]\x91."), ("newobj list", b"\x80\x02cbuiltins\nlist\n]\x81."), ("obj none", b"(o."), ("build none", b"N}b."), ("build empty on list", b"]}b."), ("build dict on list", b"]}X\x01\x00\x00\x00aNsb."), ("binint ext0", b"\x82\x00."), ("setitem list", b"]K\x01aK\x00K\x02s."), ("readonly bytes", b"\x80\x05C\x01a\x98."), ("persid nonascii", b"P\xff\n."), ("long4 neg", b"\x8b\xff\xff\xff\xff."), ("tuple neg", b"(\x85."),
 ("dup key", b"}(K\x01K\x02\x88K\x03u."), ("unhash", b"}]Ns."), ("utf8 bad", b"X\x02\x00\x00\x00\xff\xfe."), ("utf8 over", b"X\x02\x00\x00\x00\xc0\x80."), ("proto mid", b"\x80\x02N\x80\x04."), ("proto6", b"\x80\x06N."), ("module nonutf", b"c\xff\nx\n."), ("module surr", b"c\xed\xa0\x80\nx\n."),
])
# fmt: on


def outcome(load, data):
    """The value as JSON, in a list; null where it raises."""
    try:
        value = load(data)
    except Exception:  # whatever unpickling raises
        return None
    return [["surrogates"]] if isinstance(value, str) and not value.isprintable() else [describe(value)]


def pure(data):
    return pickle._Unpickler(io.BytesIO(data)).load()


def main(file):
    warnings.simplefilter("ignore")
    rows = [{"name": name, "bytes": data.decode("latin-1"), "c": outcome(pickle.loads, data), "pure": outcome(pure, data)}
            for name, data in CASES.items()]
    with open(file, "w") as out:
        out.write("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


if __name__ == "__main__":
    main(sys.argv[1])
