/**
 * The labels of what this tool makes. A container without `owner` is not ours and is never touched.
 */
export const labels = {
  /** Id of the run. */
  run: 'dev.switchover.run',
  /** Name of the lab. */
  lab: 'dev.switchover.lab',
  /** Name of the node in the lab's topology. */
  node: 'dev.switchover.node',
  /** What a container is in the lab, `helper` for a short-lived one; `node-image`, `base-image` for images. */
  role: 'dev.switchover.role',
  /** Present, with any value, on the node that keeps the lab's own records. */
  records: 'dev.switchover.records',
  /** The process that answers for it: JSON of an `Owner`. Also of every image from which a build makes the node image. */
  owner: 'dev.switchover.owner',
  /**
   * Present, with any value, on the marker of a lab that is to stay up without its owner. The marker is a container
   * that never runs, made when the lab was complete: a killed `up` leaves none.
   */
  kept: 'dev.switchover.kept',
} as const;
