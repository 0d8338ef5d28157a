/** What a node runs: everything that the engine needs to start it, as plain values. */
export interface NodePlan {
  readonly node: string;
  /** Rendered files by path, as they will be inside the container. */
  readonly files: ReadonlyMap<string, PlannedFile>;
  /** What PID 1 of the container is started with: which interfaces it waits for, which daemons it listens to. */
  readonly command: readonly string[];
  readonly capabilities: readonly string[];
  readonly devices: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
}

export interface PlannedFile {
  readonly content: string;
  /** Permission bits; default 0644. */
  readonly mode?: number;
}
