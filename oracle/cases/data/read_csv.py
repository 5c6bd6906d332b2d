"""What pandas makes of small CSV texts: dtype and values of every column.

Writes test/fixtures/data/csv.json. Run with a Python that has pandas.
"""

import io
import json
import math
import pathlib
import sys

import pandas

TEXTS = {
    "integers": "a,b\n1,-2\n+3,004\n",
    "spaces around numbers": "a,b\n 1,2 \n\t-3, 4.5 \n",
    "integers with a gap": "a,b\n1,x\n,y\n3,z\n",
    "integers then decimals": "a\n1\n2.5\n3\n",
    "every word for missing": "a,b\n" + "".join(
        f"{word},1\n"
        for word in ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
                     "NULL", "NaN", "None", "n/a", "nan", "null"]
    ) + "2,2\n",
    "words that are not missing": "a,b\nNone ,1\nnA,2\nNull,3\nNAN,4\n-NAN,5\n-,6\n.,7\n",
    "decimals": "a\n0.1\n.5\n5.\n1e5\n1E-5\n-2.5e+3\n0.30000000000000004\n123456789.123456789\n5e-324\n1.7976931348623157e308\n",
    "overflow and underflow": "a\n1e400\n-1e400\n1e-400\n",
    "infinities": "a\ninf\n-inf\n+Infinity\n-INFINITY\n1\n",
    "not numbers": "a,b,c,d,e\n0x10,1_000,1e,1.2.3,--1\n1,2,3,4,5\n",
    "other digits": "a\n\u0663\n1\n",
    "bools": "a,b\nTrue,true\nFalse,FALSE\n",
    "bools with a gap": "a,b\nTrue,1\n,2\nFalse,3\n",
    "bools and numbers": "a,b\nTrue,1\n1,2\n",
    "bools and text": "a,b\nTrue,1\nyes,2\n,3\n",
    "text": "a,b\nx,1\n,2\nlong text,3\n",
    "numbers and text": "a,b\n1,1\n2.5,2\nx,3\nNA,4\n",
    "long integers": "a,b,c\n9223372036854775807,9223372036854775808,18446744073709551615\n-9223372036854775808,0,1\n",
    "long integer and a negative one": "a\n9223372036854775808\n-1\n",
    "integers of any length": "a\n99999999999999999999\n1\n",
    "decimals and long integers": "a\n9223372036854775807\n0.5\n",
    "negative zero": "a,b\n-0,-0\n1,0.5\n",
    "nothing but gaps": "a,b\n,1\n,2\n",
    "no rows": "a,b\n",
    "short rows": "a,b,c\n1\n2,x\n3,y,z\n",
    "quotes": 'a,b\n"1","x, y"\n"2","he said ""hi"""\n',
    "newlines in cells": 'a,b\n"line 1\nline 2",1\n"\n",2\n',
    "quoted gaps": 'a,b\n"","NA"\nx,y\n',
    "one column with gaps": 'a\n1\n""\n3\n',
    "quote inside a cell": 'a,b\nx"y",1\n5" pipe,2\n',
    "blank lines": "a,b\n\n1,2\n\n  \n3,4\n\n",
    "carriage returns": "a,b\r\n1,x\r\n2,y\r\n",
    "carriage returns and quotes": 'a,b\r\n1,"x"\r\n2,"y\r\nz"\r\n',
    "old line ends": "a,b\r1,x\r2,y\r",
    "byte order mark": "\ufeffa,b\n1,2\n",
    "no newline at the end": "a,b\n1,2\n3,4",
    "repeated and empty names": "a,a,b,,a.1,\n1,2,3,4,5,6\n",
    "names beyond ASCII": "größe,名前\n1,東京\n2,Zürich\n",
}


def value(cell):
    if isinstance(cell, float) and math.isnan(cell):
        return {"nan": True}
    if isinstance(cell, (float, int)) and not isinstance(cell, bool):
        return {"number": repr(cell)}
    return cell


def main() -> None:
    cases = []
    for name, text in TEXTS.items():
        frame = pandas.read_csv(io.BytesIO(text.encode("utf-8")), low_memory=False, float_precision="round_trip")
        columns = [
            {
                "name": str(column),
                # pandas 3 has a string dtype where pandas 2 has objects; the cells are the same.
                "dtype": str(frame[column].dtype).replace("str", "object"),
                "values": [value(cell) for cell in frame[column].tolist()],
            }
            for column in frame
        ]
        cases.append({"name": name, "text": text, "columns": columns})
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "test/fixtures/data/csv.json")
    target.write_text(json.dumps({"pandas": pandas.__version__, "cases": cases}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
