import { intOf } from "../content.js";
import { PyDateTime, PyTimeDelta, type Reconstructor } from "../real.js";

/** pandas' codes of resolutions (NPY_DATETIMEUNIT) that timestamps have, as units in a second. */
const perSecond = new Map<number, bigint>([
  [7, 1n],
  [8, 1_000n],
  [9, 1_000_000n],
  [10, 1_000_000_000n],
]);
const NANOSECONDS = 10;

/** `_unpickle_timestamp(value, freq, tz[, resolution])`; nanoseconds are cut. One in a time zone stays a record. */
const timestamp: Reconstructor = {
  calls: ["pandas._libs.tslibs.timestamps._unpickle_timestamp"],
  read: (record) => {
    const [value, , zone = null, resolution] = record.args.items;
    const unit = perSecond.get(intOf(resolution) ?? NANOSECONDS);
    if (typeof value !== "bigint" || unit === undefined || zone !== null) return record;
    const micros = (value * 1_000_000n) / unit;
    const millis = micros / 1000n - (micros % 1000n < 0n ? 1n : 0n);
    const date = new Date(Number(millis));
    if (Number.isNaN(date.getTime())) return undefined;
    const micro = Number(micros - millis * 1000n) + date.getUTCMilliseconds() * 1000;
    const day = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()] as const;
    return new PyDateTime("datetime", day, [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), micro], 0, undefined);
  },
};

const timedelta: Reconstructor = {
  calls: ["pandas._libs.tslibs.timedeltas._timedelta_unpickle"],
  read: (record) => {
    const [value, resolution] = record.args.items;
    const unit = perSecond.get(intOf(resolution) ?? NANOSECONDS);
    if (typeof value !== "bigint" || unit === undefined) return undefined;
    const micros = (value * 1_000_000n) / unit;
    const seconds = micros / 1_000_000n;
    return new PyTimeDelta(Number(seconds / 86_400n), Number(seconds % 86_400n), Number(micros % 1_000_000n));
  },
};

/** NaT in a cell means what None means. */
const nat: Reconstructor = {
  calls: ["pandas._libs.tslibs.nattype.__nat_unpickle", "pandas._libs.tslibs.nattype._nat_unpickle"],
  read: () => null,
};

export const pandasMoments: readonly Reconstructor[] = [timestamp, timedelta, nat];
