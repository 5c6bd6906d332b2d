/**
 * Where the probabilities of an LZMA coder live in one array, as the LZMA specification (lzma-specification.txt of the LZMA SDK)
 * names them. Shared by reading and writing.
 */
export const STATES = 12;
const POSITION_STATES = 16;

/** A length coder: two choice bits, then low (8 per position state), mid (8 per position state) and high (256) trees. */
export const LENGTH_CHOICE = 0;
export const LENGTH_LOW = 2;
export const LENGTH_MID = LENGTH_LOW + POSITION_STATES * 8;
export const LENGTH_HIGH = LENGTH_MID + POSITION_STATES * 8;
const LENGTH_SIZE = LENGTH_HIGH + 256;

export const IS_MATCH = 0;
export const IS_REP = IS_MATCH + STATES * POSITION_STATES;
export const IS_REP_G0 = IS_REP + STATES;
export const IS_REP_G1 = IS_REP_G0 + STATES;
export const IS_REP_G2 = IS_REP_G1 + STATES;
export const IS_REP0_LONG = IS_REP_G2 + STATES;
export const POSITION_SLOT = IS_REP0_LONG + STATES * POSITION_STATES;
export const SPECIAL_POSITION = POSITION_SLOT + 4 * 64;
export const ALIGN = SPECIAL_POSITION + 128;
export const MATCH_LENGTH = ALIGN + 16;
export const REP_LENGTH = MATCH_LENGTH + LENGTH_SIZE;
export const LITERAL = REP_LENGTH + LENGTH_SIZE;
export const LITERAL_SIZE = 0x300;

/** A fresh array: every bit as likely as not, in elevenths of a bit. */
export const EVEN = 1024;
export function freshModel(lc: number, lp: number): Uint16Array {
  return new Uint16Array(LITERAL + (LITERAL_SIZE << (lc + lp))).fill(EVEN);
}

/** The coder's state after each kind of symbol. */
export const afterLiteral = (state: number): number => (state < 4 ? 0 : state < 10 ? state - 3 : state - 6);
export const afterMatch = (state: number): number => (state < 7 ? 7 : 10);
export const afterRep = (state: number): number => (state < 7 ? 8 : 11);
export const afterShortRep = (state: number): number => (state < 7 ? 9 : 11);
