/** What scikit-learn changed between versions and what Brine does about it: the table of docs/versions.md. */
export interface Change {
  /** The first version that behaves as `what` says; the versions before it behave otherwise. */
  readonly from: string;
  /** The version that ended it, where it ended. */
  readonly to?: string;
  readonly class: string;
  /** The attribute or rule. */
  readonly what: string;
  /** What that means for the answers, or for reading the file. */
  readonly effect: string;
}
