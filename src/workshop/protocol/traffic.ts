/** A direction of the light traffic that runs between trials. */
export interface LiveDirection {
  readonly key: string;
  /** `vm1 to host1`. */
  readonly label: string;
  /** `outward` starts in Azure. */
  readonly name: 'outward' | 'return';
  readonly flows: number;
}

/** The light traffic; it begins again after a trial. */
export interface LiveTraffic {
  /** Packets a second of each flow. */
  readonly rate: number;
  readonly directions: readonly LiveDirection[];
}

/**
 * The state of every flow in the last tenth of a second, a letter each: `a` packets arrive, `l` some were lost, `s`
 * silent, `-` not known.
 */
export interface FlowStates {
  /** Milliseconds since the traffic began. */
  readonly atMs: number;
  /** In the order of the directions; a letter for each flow. */
  readonly states: readonly string[];
  /** Packets a second through each tunnel, both ways together, by its name. Absent: as before. */
  readonly tunnels?: Readonly<Record<string, number>>;
}

/** A flow did not arrive for some time, and then did again. */
export interface LiveOutage {
  readonly direction: string;
  readonly flow: number;
  /** Milliseconds since the traffic began. */
  readonly fromMs: number;
  /** Known to half of `uncertainMs` either way. */
  readonly durationMs: number;
  readonly uncertainMs: number;
  readonly lost: number;
}
