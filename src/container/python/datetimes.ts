import type { PyValue } from "../pickle/values.js";
import { bytesOf, intOf } from "./content.js";
import { type Context, PyDateTime, type PyReal, PyTimeDelta, type Reconstructor } from "./real.js";

const NO_TIME = [0, 0, 0, 0] as const;
const NO_DATE = [1900, 1, 1] as const;

/** Days of a month, for a date that Python would refuse. */
function isDate([year, month, day]: readonly [number, number, number]): boolean {
  return (
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
  );
}

function isTime([hour, minute, second, micro]: readonly [number, number, number, number]): boolean {
  return hour < 24 && minute < 60 && second < 60 && micro < 1_000_000;
}

const date: Reconstructor = {
  calls: ["datetime.date"],
  read: (record, context) => {
    const data = state(record.args.items, 4, context);
    if (data === undefined) return undefined;
    const at = readDate(data);
    return isDate(at) ? new PyDateTime("date", at, NO_TIME, 0, undefined) : undefined;
  },
};

/** Bit 7 of the hour byte is `fold` (Lib/_pydatetime.py, `time._getstate`). */
const time: Reconstructor = {
  calls: ["datetime.time"],
  read: (record, context) => {
    const data = state(record.args.items, 6, context);
    if (data === undefined) return undefined;
    const fold = (data[0] as number) > 127 ? 1 : 0;
    const at = readTime(data, 0, 0x7f);
    return isTime(at) ? new PyDateTime("time", NO_DATE, at, fold, zone(record.args.items[1], context)) : undefined;
  },
};

/** Bit 7 of the month byte is `fold` (Lib/_pydatetime.py, `datetime._getstate`). */
const datetime: Reconstructor = {
  calls: ["datetime.datetime"],
  read: (record, context) => {
    const data = state(record.args.items, 10, context);
    if (data === undefined) return undefined;
    const fold = (data[2] as number) > 127 ? 1 : 0;
    const day = readDate(data);
    const at = readTime(data, 4, 0xff);
    return isDate(day) && isTime(at) ? new PyDateTime("datetime", day, at, fold, zone(record.args.items[1], context)) : undefined;
  },
};

const timedelta: Reconstructor = {
  calls: ["datetime.timedelta"],
  read: (record) => {
    const [days = 0, seconds = 0, microseconds = 0] = record.args.items.map(intOf);
    return new PyTimeDelta(days, seconds, microseconds);
  },
};

const timezone: Reconstructor = {
  calls: ["datetime.timezone"],
  read: (record, context) => {
    const [first, name] = record.args.items;
    const offset = context.realize(first ?? null);
    if (!(offset instanceof PyTimeDelta) || (name !== undefined && typeof name !== "string")) return undefined;
    return new PyTimeDelta(offset.days, offset.seconds, offset.microseconds, name ?? null);
  },
};

function state(args: readonly PyValue[], length: number, context: Context): Uint8Array | undefined {
  const data = bytesOf(context.realize(args[0] ?? null));
  return data?.length === length ? data : undefined;
}

function readDate(data: Uint8Array): [number, number, number] {
  const [high = 0, low = 0, month = 0, day = 0] = data;
  return [high * 256 + low, month & 0x7f, day];
}

function readTime(data: Uint8Array, at: number, hourMask: number): [number, number, number, number] {
  const [hour = 0, minute = 0, second = 0, a = 0, b = 0, c = 0] = data.subarray(at);
  return [hour & hourMask, minute, second, (a * 256 + b) * 256 + c];
}

function zone(value: PyValue | undefined, context: Context): PyReal | undefined {
  return value === undefined || value === null ? undefined : context.realize(value);
}

export const datetimes: readonly Reconstructor[] = [date, time, datetime, timedelta, timezone];
