/** One thing to do so that a fault is undone; plain data, so that another process can do it. */
export type UndoStep = UndoTime & (Replacement | NodeScript);

interface UndoTime {
  /** Seconds after the fault was applied. */
  readonly afterSeconds: number;
}

/** Put a new machine in the place of one that is gone. */
interface Replacement {
  readonly kind: 'replace';
  readonly node: string;
}

/** Run a shell script in a node. It does no harm a second time. */
interface NodeScript {
  readonly kind: 'run';
  readonly node: string;
  readonly script: string;
}
