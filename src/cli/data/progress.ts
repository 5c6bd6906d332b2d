/** Milliseconds between two drawings; faster only flickers. */
const EVERY = 100;
/** Milliseconds before the first drawing: what is done sooner needs no bar. */
const QUIET = 500;
const BAR_CELLS = 20;

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Rows done, rows per second and the time left, in one line on standard error, only where that is a terminal. The share that is
 * done is told by {@link ProgressBar.bytes}, since the number of rows of a CSV file is not known before its end.
 */
export class ProgressBar {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  readonly #start: number;
  #drawn = 0;
  #rows = 0;
  #share: number | undefined;
  #shown = false;
  /** When the first rows were done: a CSV file was read once before, for its types. */
  #first: { readonly time: number; readonly share: number } | undefined;

  constructor(stream: ProgressStream = process.stderr, now: () => number = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
    this.#start = now();
  }

  /** More rows are done. */
  rows(count: number): void {
    if (this.#first === undefined) this.#first = { time: this.#now(), share: this.#share ?? 0 };
    this.#rows += count;
    this.#draw();
  }

  #draw(): void {
    const now = this.#now();
    if (!this.#stream.isTTY || now - this.#start < QUIET || now - this.#drawn < EVERY) return;
    this.#drawn = now;
    this.#shown = true;
    const width = (this.#stream.columns ?? 80) - 1;
    this.#stream.write(`\r\x1b[K${this.line().slice(0, width)}`);
  }

  /** How far the input is read; fits `onBytes` of the reading options. */
  bytes(done: number, total: number | undefined): void {
    this.#share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
    this.#draw();
  }

  /** Takes the line off the terminal, so that what is written next stands alone. */
  done(): void {
    if (this.#shown) this.#stream.write("\r\x1b[K");
    this.#shown = false;
  }

  /** What is drawn: `[████░░] 45%  120,000 rows  52,310 rows/s  0:07 left`. */
  line(): string {
    const seconds = (this.#now() - this.#start) / 1000;
    const since = this.#first === undefined ? 0 : (this.#now() - this.#first.time) / 1000;
    const share = this.#share;
    const bar = share === undefined ? [] : [barText(share)];
    if (this.#first === undefined && share !== undefined) return [...bar, "finding the types of the columns"].join("  ");
    const rate = since > 0 ? this.#rows / since : 0;
    const parts = [...bar, `${thousands(this.#rows)} rows`, `${thousands(Math.round(rate))} rows/s`];
    const progress = (share ?? 0) - (this.#first?.share ?? 0);
    if (share === undefined) parts.push(clock(seconds));
    else if (progress > 0) parts.push(`${clock((since * (1 - share)) / progress)} left`);
    return parts.join("  ");
  }
}

function barText(share: number): string {
  const full = Math.round(share * BAR_CELLS);
  return `[${"█".repeat(full)}${"░".repeat(BAR_CELLS - full)}] ${String(Math.floor(share * 100)).padStart(3)}%`;
}

function thousands(value: number): string {
  return value.toLocaleString("en-US");
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
