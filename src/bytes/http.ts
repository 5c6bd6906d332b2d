import { ModelError } from "../errors.js";
import { defaultLimits } from "../limits.js";
import { memorySource } from "./memory.js";
import { checkRange } from "./range.js";
import type { ByteSource } from "./source.js";

/** Bytes of the first request: enough to tell a format, so that small files need no second one. */
const FIRST_BYTES = 64 * 1024;
/** Seconds that a server may take to begin its answer. */
const ANSWER_SECONDS = 60;

/**
 * A file over HTTP. Servers that answer ranges are read by range; from others the whole file is fetched once, up to
 * `maxBytes`.
 */
export async function openHttp(url: URL, maxBytes: number = defaultLimits.maxBytes): Promise<ByteSource> {
  const name = publicName(url);
  const first = await request(url, name, { Range: `bytes=0-${FIRST_BYTES - 1}` });
  const total = /^bytes \d+-\d+\/(\d+)$/.exec(first.headers.get("content-range") ?? "")?.[1];
  if (first.status === 206 && total !== undefined) {
    const size = Number(total);
    const head = await body(first, name, Math.min(size, FIRST_BYTES));
    return new HttpSource(name, size, url, first.headers.get("etag"), head);
  }
  if (first.status === 416) return memorySource(new Uint8Array(0), name);
  if (first.status !== 200) throw refused(name, first.status);
  return memorySource(await body(first, name, maxBytes), name);
}

class HttpSource implements ByteSource {
  readonly #url: URL;
  readonly #etag: string | null;
  readonly #head: Uint8Array;

  constructor(
    readonly name: string,
    readonly size: number,
    url: URL,
    etag: string | null,
    head: Uint8Array,
  ) {
    this.#url = url;
    this.#etag = etag;
    this.#head = head;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    checkRange(this.name, this.size, offset, length);
    if (offset + length <= this.#head.length) return this.#head.subarray(offset, offset + length);
    const headers: Record<string, string> = { Range: `bytes=${offset}-${offset + length - 1}` };
    if (this.#etag !== null && !this.#etag.startsWith("W/")) headers["If-Range"] = this.#etag;
    const answer = await request(this.#url, this.name, headers);
    if (answer.status !== 206) throw refused(this.name, answer.status);
    const bytes = await body(answer, this.name, length);
    if (bytes.length < length)
      throw new ModelError("bytes/eof", `${this.name}: asked for ${length} bytes at ${offset}, got ${bytes.length}.`, {
        where: this.name,
        offset,
      });
    return bytes;
  }
}

async function request(url: URL, name: string, headers: Record<string, string>): Promise<Response> {
  try {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), ANSWER_SECONDS * 1000);
    try {
      const login = loginOf(url);
      return await fetch(login.url, { headers: { ...headers, ...login.headers, "Accept-Encoding": "identity" }, signal: abort.signal });
    } finally {
      clearTimeout(timer);
    }
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new ModelError("bytes/not-found", `${name} cannot be fetched: ${why}.`, { where: name, cause });
  }
}

/** The body, refused as soon as it passes `maxBytes`. */
async function body(answer: Response, name: string, maxBytes: number): Promise<Uint8Array> {
  const announced = Number(answer.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw tooLarge(name, announced, maxBytes);
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of answer.body ?? []) {
      size += part.length;
      if (size > maxBytes) throw tooLarge(name, size, maxBytes);
      parts.push(part);
    }
  } catch (cause) {
    if (cause instanceof ModelError) throw cause;
    throw new ModelError("bytes/eof", `${name}: the connection broke after ${size} bytes.`, { where: name, offset: size, cause });
  }
  if (parts.length === 1 && parts[0]) return parts[0];
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const tooLarge = (name: string, size: number, limit: number) =>
  new ModelError("bytes/too-large", `${name} answers with ${size} bytes or more; the limit is ${limit}.`, { where: name });
const refused = (name: string, status: number) =>
  new ModelError("bytes/not-found", `${name}: the server answered ${status}.`, { where: name });

/** The address without user, password and query: those may be secrets. */
function publicName(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** `fetch` refuses addresses with a user and password, and says them in its message; they go into the header. */
function loginOf(url: URL): { url: URL; headers: Record<string, string> } {
  if (url.username === "" && url.password === "") return { url, headers: {} };
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { url: bare, headers: { Authorization: `Basic ${Buffer.from(login).toString("base64")}` } };
}
