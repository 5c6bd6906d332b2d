/** The numbers of a version such as `2.2.4-tf`. */
export type Version = readonly number[];

export function versionOf(text: string | undefined): Version {
  return (text?.match(/^\d+(?:\.\d+)*/)?.[0] ?? "")
    .split(".")
    .filter((part) => part !== "")
    .map(Number);
}

/** Whether a version is at least this; one that is not known counts as oldest, one that only tells its major as the last of that. */
export function atLeast(version: Version, ...minimum: readonly number[]): boolean {
  const untold = version.length === 0 ? -1 : version.length === 1 ? Number.POSITIVE_INFINITY : 0;
  for (let i = 0; i < minimum.length; i++) {
    const difference = (version[i] ?? untold) - (minimum[i] as number);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
