/** How an opcode's argument is laid out in the bytes behind it. */
export type ArgumentKind =
  | "none"
  | "u1"
  | "u2"
  | "i4"
  | "u4"
  | "u8"
  | "f8"
  | "line"
  | "two lines"
  | "bytes1"
  | "bytes4"
  | "bytes8"
  | "signed bytes4";

export interface Opcode {
  readonly name: string;
  readonly argument: ArgumentKind;
  /** The protocol that introduced it. */
  readonly protocol: number;
}

/** Every opcode of protocols 0 to 5 (Lib/pickletools.py), by its byte. */
export const Op = {
  MARK: 0x28,
  STOP: 0x2e,
  POP: 0x30,
  POP_MARK: 0x31,
  DUP: 0x32,
  FLOAT: 0x46,
  INT: 0x49,
  BININT: 0x4a,
  BININT1: 0x4b,
  LONG: 0x4c,
  BININT2: 0x4d,
  NONE: 0x4e,
  PERSID: 0x50,
  BINPERSID: 0x51,
  REDUCE: 0x52,
  STRING: 0x53,
  BINSTRING: 0x54,
  SHORT_BINSTRING: 0x55,
  UNICODE: 0x56,
  BINUNICODE: 0x58,
  APPEND: 0x61,
  BUILD: 0x62,
  GLOBAL: 0x63,
  DICT: 0x64,
  EMPTY_DICT: 0x7d,
  APPENDS: 0x65,
  GET: 0x67,
  BINGET: 0x68,
  INST: 0x69,
  LONG_BINGET: 0x6a,
  LIST: 0x6c,
  EMPTY_LIST: 0x5d,
  OBJ: 0x6f,
  PUT: 0x70,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  SETITEM: 0x73,
  TUPLE: 0x74,
  EMPTY_TUPLE: 0x29,
  SETITEMS: 0x75,
  BINFLOAT: 0x47,
  PROTO: 0x80,
  NEWOBJ: 0x81,
  EXT1: 0x82,
  EXT2: 0x83,
  EXT4: 0x84,
  TUPLE1: 0x85,
  TUPLE2: 0x86,
  TUPLE3: 0x87,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  LONG1: 0x8a,
  LONG4: 0x8b,
  BINBYTES: 0x42,
  SHORT_BINBYTES: 0x43,
  SHORT_BINUNICODE: 0x8c,
  BINUNICODE8: 0x8d,
  BINBYTES8: 0x8e,
  EMPTY_SET: 0x8f,
  ADDITEMS: 0x90,
  FROZENSET: 0x91,
  NEWOBJ_EX: 0x92,
  STACK_GLOBAL: 0x93,
  MEMOIZE: 0x94,
  FRAME: 0x95,
  BYTEARRAY8: 0x96,
  NEXT_BUFFER: 0x97,
  READONLY_BUFFER: 0x98,
} as const;

export type OpName = keyof typeof Op;

/** Names by protocol, then the arguments of those that have one. */
const byProtocol: readonly (readonly OpName[])[] = [
  [
    ...(["MARK", "STOP", "POP", "DUP", "FLOAT", "INT", "LONG", "NONE", "PERSID", "REDUCE", "STRING", "UNICODE"] as const),
    ...(["APPEND", "BUILD", "GLOBAL", "DICT", "GET", "INST", "LIST", "PUT", "SETITEM", "TUPLE"] as const),
  ],
  [
    ...(["POP_MARK", "BININT", "BININT1", "BININT2", "BINPERSID", "BINSTRING", "SHORT_BINSTRING", "BINUNICODE"] as const),
    ...(["EMPTY_DICT", "APPENDS", "BINGET", "LONG_BINGET", "EMPTY_LIST", "OBJ", "BINPUT", "LONG_BINPUT", "EMPTY_TUPLE"] as const),
    ...(["SETITEMS", "BINFLOAT"] as const),
  ],
  ["PROTO", "NEWOBJ", "EXT1", "EXT2", "EXT4", "TUPLE1", "TUPLE2", "TUPLE3", "NEWTRUE", "NEWFALSE", "LONG1", "LONG4"],
  ["BINBYTES", "SHORT_BINBYTES"],
  [
    ...(["SHORT_BINUNICODE", "BINUNICODE8", "BINBYTES8", "EMPTY_SET", "ADDITEMS", "FROZENSET", "NEWOBJ_EX"] as const),
    ...(["STACK_GLOBAL", "MEMOIZE", "FRAME"] as const),
  ],
  ["BYTEARRAY8", "NEXT_BUFFER", "READONLY_BUFFER"],
];

const argumentsOf: Partial<Record<OpName, ArgumentKind>> = {
  FLOAT: "line",
  INT: "line",
  LONG: "line",
  PERSID: "line",
  STRING: "line",
  UNICODE: "line",
  GET: "line",
  PUT: "line",
  GLOBAL: "two lines",
  INST: "two lines",
  BININT: "i4",
  BININT1: "u1",
  BININT2: "u2",
  BINSTRING: "signed bytes4",
  SHORT_BINSTRING: "bytes1",
  BINUNICODE: "bytes4",
  BINGET: "u1",
  LONG_BINGET: "u4",
  BINPUT: "u1",
  LONG_BINPUT: "u4",
  BINFLOAT: "f8",
  PROTO: "u1",
  EXT1: "u1",
  EXT2: "u2",
  EXT4: "i4",
  LONG1: "bytes1",
  LONG4: "signed bytes4",
  BINBYTES: "bytes4",
  SHORT_BINBYTES: "bytes1",
  SHORT_BINUNICODE: "bytes1",
  BINUNICODE8: "bytes8",
  BINBYTES8: "bytes8",
  FRAME: "u8",
  BYTEARRAY8: "bytes8",
};

/** The table of all opcodes by byte. */
export const opcodes: ReadonlyMap<number, Opcode> = new Map(
  byProtocol.flatMap((names, protocol) =>
    names.map((name) => [Op[name], { name, protocol, argument: argumentsOf[name] ?? "none" }] as const),
  ),
);

/** The newest protocol there is. */
export const HIGHEST_PROTOCOL = 5;
