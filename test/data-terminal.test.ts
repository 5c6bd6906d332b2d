import { describe, expect, it } from "vitest";
import { ProgressBar } from "../src/cli/data/progress.js";
import { displayWidth, formatTable, truncate } from "../src/cli/data/text-table.js";

describe("formatTable", () => {
  it("aligns numbers to the right and text to the left", () => {
    const rows = [
      ["name", "rows"],
      ["a", 5],
      ["longer", 1200],
    ];
    expect(formatTable(rows, { width: 80, header: true })).toBe("name    rows\n──────  ────\na          5\nlonger  1200");
  });

  it("cuts the widest column first, and never beyond the terminal", () => {
    const rows = [
      ["short", "x".repeat(100), "y".repeat(30)],
      ["b", "c", "d"],
    ];
    const lines = formatTable(rows, { width: 50 }).split("\n");
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(50);
    expect(lines[0]).toMatch(/^short {2}x+… {2}y+…$/);
  });

  it("counts wide characters, emoji and combining marks as terminals do", () => {
    expect(displayWidth("東京")).toBe(4);
    expect(displayWidth("e\u0301")).toBe(1);
    expect(displayWidth("👩‍👩‍👧")).toBe(2);
    expect(truncate("東京都庁", 5)).toBe("東京…");
    expect(
      formatTable(
        [
          ["東京", 1],
          ["ab", 2],
        ],
        { width: 80 },
      ),
    ).toBe("東京  1\nab    2");
  });

  it("shows what would steer the terminal as escapes", () => {
    expect(formatTable([["\x1b[31mred\u202e\n"]], { width: 80 })).toBe("\\x1b[31mred\\u202e\\n");
  });

  it("of nothing is nothing", () => {
    expect(formatTable([], { width: 80, header: true })).toBe("");
  });
});

describe("ProgressBar", () => {
  const run = (isTTY: boolean) => {
    const written: string[] = [];
    let now = 0;
    const bar = new ProgressBar({ isTTY, columns: 200, write: (text) => written.push(text) }, () => now);
    for (let i = 1; i <= 10; i++) {
      now = i * 1000;
      bar.bytes(i * 10, 100);
      bar.rows(1000);
    }
    bar.done();
    return written;
  };

  it("says nothing where standard error is no terminal", () => {
    expect(run(false)).toEqual([]);
  });

  it("tells rows, rate and time left, and leaves the line empty", () => {
    const written = run(true);
    expect(written.some((text) => /\[█{10}░{10}\] {2}50% {2}\d,000 rows {2}[\d,]+ rows\/s {2}0:0\d left/.test(text))).toBe(true);
    expect(written.at(-1)).toBe("\r\x1b[K");
  });

  it("shows the time where the size is unknown", () => {
    let now = 0;
    const bar = new ProgressBar({ isTTY: true, write: () => true }, () => now);
    bar.bytes(10, undefined);
    bar.rows(10);
    now = 65_000;
    bar.rows(1_290);
    expect(bar.line()).toBe("1,300 rows  20 rows/s  1:05");
  });
});
