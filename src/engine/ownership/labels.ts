/** The labels of everything that this tool creates. A container without `owner` is not ours and is never touched. */
export const labels = {
  /** Id of the run. */
  run: 'dev.switchover.run',
  /** Name of the lab. */
  lab: 'dev.switchover.lab',
  /** Name of the node in the lab's topology. */
  node: 'dev.switchover.node',
  /** Role of a container in the lab, or `helper` for a short-lived one; `node-image`, `base-image` for images. */
  role: 'dev.switchover.role',
  /** Hash of the sources of a node image. */
  sources: 'dev.switchover.sources',
  /** Present, with any value, on the node that keeps the lab's own records. */
  records: 'dev.switchover.records',
  /** The process that created it: JSON of an `Owner`. Stages of the node image have it as well. */
  owner: 'dev.switchover.owner',
  /**
   * Present, with any value, on the marker of a lab that stays up without its owner. The marker is a container that never
   * runs. It is created when the lab is complete, so a killed `up` leaves none.
   */
  kept: 'dev.switchover.kept',
} as const;
