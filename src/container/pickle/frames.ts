import type { MachineStack } from "./stack.js";

/**
 * Where frames (PEP 3154) end. `_pickle.c` checks only that a frame's bytes are there; `pickle.py` also refuses what reaches over
 * its end. A frame that is not kept is a way to show the two different content, so it is noted.
 */
export class FrameWatch {
  /** End of the current frame; Infinity outside of one. */
  end = Number.POSITIVE_INFINITY;

  constructor(readonly machine: MachineStack) {}

  enter(length: number): void {
    const { machine } = this;
    const start = machine.position;
    if (length > machine.bytes.length - start)
      throw machine.error("bytes/eof", `The pickle is cut off: a frame of ${length} bytes, ${machine.bytes.length - start} left.`);
    if (start < this.end && this.end !== Number.POSITIVE_INFINITY)
      machine.differential("A frame begins inside another one: C reads on, pickle.py refuses it.");
    this.end = start + length;
  }

  /** An opcode begins at or behind the end of the frame. */
  leave(position: number): void {
    if (position > this.end)
      this.machine.differential("A frame ends inside an opcode: C reads on, pickle.py refuses it or reads something else.");
    this.end = Number.POSITIVE_INFINITY;
  }

  /** Data that is no part of the pickle follows at `position`; it lies between frames. */
  skip(position: number): void {
    if (this.end === Number.POSITIVE_INFINITY) return;
    if (position !== this.end) this.machine.differential("A frame reaches into an array's bytes.");
    this.end = Number.POSITIVE_INFINITY;
  }

  stop(position: number): void {
    if (this.end === Number.POSITIVE_INFINITY) return;
    if (position > this.end) this.leave(position);
    else if (position < this.end)
      this.machine.differential("A frame goes on behind STOP: C sees what follows as the next pickle, pickle.py skips it.");
  }
}
