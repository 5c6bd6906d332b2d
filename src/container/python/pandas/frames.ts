import { attributeDict } from "../content.js";
import { PandasFrame, PandasSeries, type PandasValues, type Reconstructor } from "../real.js";
import { positionsOf, readManager, rowsOf } from "./blocks.js";
import { pathsOf } from "./names.js";

/** A table of more columns is a matrix; it also keeps empty columns from costing more than their bytes. */
const MAX_COLUMNS = 1_000_000;

/** A DataFrame's state has its block manager under `_mgr`, before pandas 1.1 under `_data`. What cannot be read stays a record. */
export const dataFrame: Reconstructor = {
  classes: pathsOf("DataFrame"),
  read: (record, context) => {
    const state = attributeDict(record);
    const manager = readManager(state?.get("_mgr") ?? state?.get("_data"), context);
    const [header, index] = manager?.axes ?? [];
    if (manager === undefined || header === undefined || index === undefined) return record;
    if (header.length > MAX_COLUMNS) return record;
    const columns = new Array<PandasValues | undefined>(header.length).fill(undefined);
    for (const { values, placement } of manager.blocks) {
      const rows = rowsOf(values, columns.length);
      const positions = rows && positionsOf(placement, rows.length);
      if (rows === undefined || positions === undefined) return record;
      for (const [i, at] of positions.entries()) {
        if (at < 0 || at >= columns.length || rows[i]?.size !== index.length) return record;
        columns[at] = rows[i];
      }
    }
    return columns.every((column) => column !== undefined) ? new PandasFrame(header, columns as PandasValues[], index) : record;
  },
};

export const series: Reconstructor = {
  classes: pathsOf("Series"),
  read: (record, context) => {
    const state = attributeDict(record);
    const manager = readManager(state?.get("_mgr") ?? state?.get("_data"), context);
    const [index] = manager?.axes ?? [];
    const [block] = manager?.blocks ?? [];
    if (state === undefined || index === undefined || block?.values.size !== index.length) return record;
    return new PandasSeries(state.get("_name") ?? state.get("name") ?? null, block.values, index);
  },
};
