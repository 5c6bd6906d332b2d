/**
 * The suffix array of `text` (values below `alphabet`), where a suffix that is a prefix of another comes first. Induced sorting
 * in linear time: Nong, Zhang, Chan, "Linear Suffix Array Construction by Almost Pure Induced-Sorting" (2009).
 */
export function suffixArray(text: Uint8Array | Int32Array, alphabet: number): Int32Array {
  const n = text.length;
  const order = new Int32Array(n);
  if (n < 2) return order;
  const isS = new Uint8Array(n);
  for (let i = n - 2; i >= 0; i--) {
    const here = text[i] as number;
    const next = text[i + 1] as number;
    isS[i] = here < next || (here === next && isS[i + 1] === 1) ? 1 : 0;
  }
  const counts = new Int32Array(alphabet);
  for (let i = 0; i < n; i++) counts[text[i] as number] = (counts[text[i] as number] as number) + 1;
  const bounds = new Int32Array(alphabet);
  const isLms = (i: number): boolean => i > 0 && isS[i] === 1 && isS[i - 1] === 0;

  const heads = (): void => {
    let sum = 0;
    for (let c = 0; c < alphabet; c++) {
      bounds[c] = sum;
      sum += counts[c] as number;
    }
  };
  const tails = (): void => {
    let sum = 0;
    for (let c = 0; c < alphabet; c++) {
      sum += counts[c] as number;
      bounds[c] = sum;
    }
  };
  const induce = (): void => {
    heads();
    // The last suffix is of type L and the smallest of its bucket; there is no sentinel in the text.
    const last = text[n - 1] as number;
    order[bounds[last] as number] = n - 1;
    bounds[last] = (bounds[last] as number) + 1;
    for (let i = 0; i < n; i++) {
      const j = (order[i] as number) - 1;
      if (j < 0 || isS[j] === 1) continue;
      const c = text[j] as number;
      order[bounds[c] as number] = j;
      bounds[c] = (bounds[c] as number) + 1;
    }
    tails();
    for (let i = n - 1; i >= 0; i--) {
      const j = (order[i] as number) - 1;
      if (j < 0 || isS[j] === 0) continue;
      const c = text[j] as number;
      const at = (bounds[c] as number) - 1;
      bounds[c] = at;
      order[at] = j;
    }
  };

  order.fill(-1);
  tails();
  let lmsCount = 0;
  for (let i = n - 1; i > 0; i--) {
    if (!isLms(i)) continue;
    const c = text[i] as number;
    const at = (bounds[c] as number) - 1;
    bounds[c] = at;
    order[at] = i;
    lmsCount++;
  }
  induce();
  if (lmsCount === 0) return order;
  const { names, positions, distinct } = nameSubstrings(text, order, isS, lmsCount);
  const ranks = distinct < lmsCount ? suffixArray(names, distinct) : inverse(names);
  order.fill(-1);
  tails();
  for (let i = lmsCount - 1; i >= 0; i--) {
    const at = positions[ranks[i] as number] as number;
    const c = text[at] as number;
    const to = (bounds[c] as number) - 1;
    bounds[c] = to;
    order[to] = at;
  }
  induce();
  return order;
}

/** Numbers the LMS substrings in sorted order, equal ones equally; in the order of their positions. */
function nameSubstrings(
  text: Uint8Array | Int32Array,
  order: Int32Array,
  isS: Uint8Array,
  count: number,
): { names: Int32Array; positions: Int32Array; distinct: number } {
  const n = text.length;
  const isLms = (i: number): boolean => i > 0 && isS[i] === 1 && isS[i - 1] === 0;
  const nameAt = new Int32Array((n >> 1) + 1).fill(-1);
  let distinct = 0;
  let previous = -1;
  for (let i = 0; i < n; i++) {
    const at = order[i] as number;
    if (!isLms(at)) continue;
    if (previous >= 0 && !sameSubstring(text, isS, previous, at)) distinct++;
    nameAt[at >> 1] = distinct;
    previous = at;
  }
  const names = new Int32Array(count);
  const positions = new Int32Array(count);
  let k = 0;
  for (let i = 1; i < n; i++) {
    if (!isLms(i)) continue;
    names[k] = nameAt[i >> 1] as number;
    positions[k++] = i;
  }
  return { names, positions, distinct: distinct + 1 };
}

function sameSubstring(text: Uint8Array | Int32Array, isS: Uint8Array, a: number, b: number): boolean {
  const n = text.length;
  for (let k = 0; ; k++) {
    const i = a + k;
    const j = b + k;
    // Beyond the end stands a sentinel that equals nothing.
    if (i >= n || j >= n) return false;
    if (text[i] !== text[j] || isS[i] !== isS[j]) return false;
    if (k > 0 && isS[i] === 1 && isS[i - 1] === 0) return true;
  }
}

function inverse(names: Int32Array): Int32Array {
  const ranks = new Int32Array(names.length);
  for (let i = 0; i < names.length; i++) ranks[names[i] as number] = i;
  return ranks;
}
