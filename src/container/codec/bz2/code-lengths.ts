/** bzip2 itself writes codes of at most 17 bits (since 1.0.3), though 20 can be read. */
const LONGEST = 17;

/** Lengths of a Huffman code for these weights, none longer than 17; every symbol gets a code. */
export function codeLengths(frequencies: ArrayLike<number>): Uint8Array {
  let weights = Array.from(frequencies, (count) => Math.max(count, 1));
  for (;;) {
    const lengths = huffman(weights);
    if (lengths.every((length) => length <= LONGEST)) return Uint8Array.from(lengths);
    // Flatten the weights and try again, as BZ2_hbMakeCodeLengths does.
    weights = weights.map((weight) => 1 + (weight >> 1));
  }
}

/** Two queues: the sorted leaves, and the inner nodes, which come out in order by themselves. */
function huffman(weights: readonly number[]): number[] {
  const n = weights.length;
  const leaves = weights.map((_, i) => i).sort((a, b) => (weights[a] as number) - (weights[b] as number));
  const weight = [...weights];
  const parent = new Array<number>(2 * n - 1).fill(-1);
  let leaf = 0;
  let inner = n;
  const take = (): number => {
    const node = leaves[leaf];
    if (node !== undefined && (inner >= weight.length || (weight[node] as number) <= (weight[inner] as number))) {
      leaf++;
      return node;
    }
    return inner++;
  };
  while (weight.length < 2 * n - 1) {
    const a = take();
    const b = take();
    parent[a] = weight.length;
    parent[b] = weight.length;
    weight.push((weight[a] as number) + (weight[b] as number));
  }
  const depth = new Array<number>(2 * n - 1).fill(0);
  for (let node = 2 * n - 3; node >= 0; node--) depth[node] = (depth[parent[node] as number] as number) + 1;
  return depth.slice(0, n);
}

/** The canonical code of these lengths. */
export function codesOf(lengths: Uint8Array): Uint32Array {
  const codes = new Uint32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= LONGEST; length++) {
    for (let symbol = 0; symbol < lengths.length; symbol++) if (lengths[symbol] === length) codes[symbol] = code++;
    code <<= 1;
  }
  return codes;
}
