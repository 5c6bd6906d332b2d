/** The numbers of a version such as `2.2.4-tf`. */
export type Version = readonly number[];

export function versionOf(text: string | undefined): Version {
  return (text?.match(/^\d+(?:\.\d+)*/)?.[0] ?? "")
    .split(".")
    .filter((part) => part !== "")
    .map(Number);
}

/** Whether a version is at least this; one that is not known counts as oldest. */
export function atLeast(version: Version, ...minimum: readonly number[]): boolean {
  for (let i = 0; i < minimum.length; i++) {
    const difference = (version[i] ?? (version.length === 0 ? -1 : 0)) - (minimum[i] as number);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
