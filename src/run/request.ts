import type { Shard } from '../base/shard.ts';
import type { Definition, Limits } from '../definition/definition.ts';
import type { FaultParameters } from '../definition/fault-parameters.ts';
import type { ProfileName } from '../definition/profile.ts';
import type { TimerChanges } from '../definition/timers.ts';
import type { TcpSettings } from '../experiment/traffic/connections.ts';
import type { DataplaneChoice } from '../nodes/ipsec/choose.ts';

/** Which lab comes up, and how. */
export interface LabRequest {
  /** Name of a lab, path of its file or folder, or a definition that has been read already. */
  readonly lab: string | Definition;
  readonly profile: ProfileName;
  /** Timers in place of those of the profile. */
  readonly timers?: TimerChanges;
  readonly dataplane: DataplaneChoice;
  /** Time that the lab has to become ready. Absent: as long as a lab of its size may need. */
  readonly bringUpSeconds?: number | undefined;
}

/** What breaks. */
export interface FaultChoice {
  readonly name: string;
  /** Absent: the usual targets of the fault, each in turn. */
  readonly target?: string | undefined;
  readonly parameters: FaultParameters;
}

/** Everything that decides a run. Plain data, so that another process can run it. */
export interface RunRequest extends LabRequest, RunSettings {
  readonly fault: FaultChoice;
  /** Limits in place of those that the lab has for this fault. */
  readonly limits?: Limits | undefined;
  /** The part of the trials that is wanted. Absent: all of them. */
  readonly shard?: Shard | undefined;
  /** Whether the lab stays up afterwards. */
  readonly keep: boolean;
}

/** The flows of a run. */
export interface Traffic {
  /** In each direction, 2 to 128. */
  readonly flows: number;
  /** Packets a second of each flow, 10 to 1000. */
  readonly rate: number;
}

/** What the runs of a batch have in common, whichever lab and fault they are about. */
export interface RunSettings extends Omit<LabRequest, 'lab'> {
  readonly traffic: {
    /** Absent: as many as the lab needs. */
    readonly flows?: number | undefined;
    readonly rate: number;
  };
  readonly tcp: TcpSettings;
  /** How often each target is broken. */
  readonly trials: number;
  readonly folders: {
    /** Results go into a folder of their own in this one. */
    readonly runs: string;
    /** Where calibrations of this machine are looked for. */
    readonly calibrations: string;
  };
}
