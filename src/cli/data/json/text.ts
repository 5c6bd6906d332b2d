/**
 * A JSON value as Python's json module writes it: NaN, Infinity and -Infinity are numbers there. NaN comes back as null, a
 * missing value. `at` is the offset of the first character that is wrong.
 */
export function parseJson(text: string): { readonly value: unknown } | { readonly at: number } {
  const strict = tryParse(text);
  if (strict) return strict;
  const standard = /NaN|Infinity/.test(text) ? tryParse(text.replace(/"(?:[^"\\]|\\.)*"|NaN|Infinity/g, standIn)) : undefined;
  return standard ?? { at: faultOf(text) };
}

/** JSON.parse rounds 1e999 to infinity. */
function standIn(token: string): string {
  return token === "NaN" ? "null" : token === "Infinity" ? "1e999" : token;
}

function tryParse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|NaN|-?Infinity/y;
const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** Where text stops being JSON: the grammar of RFC 8259, walked without recursion. JavaScript's own parser does not always say. */
function faultOf(text: string): number {
  let at = 0;
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const eatMark = (mark: string): boolean => {
    eat(SPACE);
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const key = (): boolean => {
    eat(SPACE);
    return eat(STRING) && eatMark(":");
  };
  const open: string[] = [];
  for (;;) {
    eat(SPACE);
    if (eatMark("[")) {
      if (!eatMark("]")) {
        open.push("]");
        continue;
      }
    } else if (eatMark("{")) {
      if (!eatMark("}")) {
        open.push("}");
        if (!key()) return at;
        continue;
      }
    } else if (!eat(SCALAR) && !eat(STRING)) return at;
    while (open.length > 0 && eatMark(open.at(-1) ?? "")) open.pop();
    if (open.length === 0 || !eatMark(",")) {
      eat(SPACE);
      return at;
    }
    if (open.at(-1) === "}" && !key()) return at;
  }
}

/** Line and column, both from 1, of an offset. */
export function positionIn(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < at; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}
