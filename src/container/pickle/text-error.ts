/** Where and why text could not be decoded; the machine turns it into its own error. */
export class TextError extends Error {}
