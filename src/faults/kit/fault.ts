import { type ErrorFields, SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { FaultName, SingleFaultName } from '../../definition/fault-names.ts';
import type { FaultParameters } from '../../definition/fault-parameters.ts';
import type { KernelAbilities } from '../../lab/blueprint.ts';
import type { Lab } from '../../lab/lab.ts';
import type { Broken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import type { Instant } from './instant.ts';
import type { UndoStep } from './undo.ts';

/** Something that breaks on purpose. One file a fault; nothing else knows how it is done. */
export interface Fault extends AskedFor {
  readonly kind: 'single';
  readonly name: SingleFaultName;
  notice(parameters: FaultParameters): Notice;
  /** Why the engine's kernel cannot do it; nothing when it can. Absent: every kernel can. */
  refusal?(kernel: KernelAbilities, parameters: FaultParameters): string | undefined;
  /** What does not work while it lasts. */
  breaks(topology: Topology, request: FaultRequest): Broken;
  /** How it is undone. Known before it is applied, so that whoever comes later can do it. */
  undo(lab: Lab, request: FaultRequest): readonly UndoStep[];
  /**
   * Breaks it.
   *
   * @returns T0
   * @throws FaultError when it could not be done
   */
  apply(lab: Lab, request: FaultRequest): Promise<Instant>;
  /**
   * Makes sure that it did what it is there for.
   *
   * @param since when it was applied
   * @throws FaultError when it did not
   */
  verify(lab: Lab, request: FaultRequest, since: Instant): Promise<void>;
}

/** Several faults in a row, each with its time. */
export interface CompositeFault extends AskedFor {
  readonly kind: 'composite';
  readonly name: Exclude<FaultName, SingleFaultName>;
  /** What it is made of, in the order of time. */
  stages(topology: Topology, request: FaultRequest, holderOf?: HolderOf): readonly Stage[];
}

export type AnyFault = Fault | CompositeFault;

/** What whoever asks for a fault has to know. */
interface AskedFor {
  readonly name: FaultName;
  /** One line for `--help` and for lists. */
  readonly summary: string;
  /**
   * What it happens to when nobody says to what, one trial after the other. A target is a node, or several that fail
   * at once (see {@link nodesOf}), an interface of a node, a tunnel or a zone. Empty: the topology has nothing that it
   * could happen to.
   *
   * @param holderOf absent: before the lab is up
   */
  targets(topology: Topology, holderOf?: HolderOf): readonly string[];
  /** Why this fault cannot be applied to that target; nothing when it can. */
  check(topology: Topology, request: FaultRequest): string | undefined;
}

/** One fault of those that a trial applies, and when. */
export interface Stage {
  /** Seconds after the first one, which has 0. */
  readonly atSeconds: number;
  readonly fault: Fault;
  readonly request: FaultRequest;
}

export interface FaultRequest {
  /** One of those that the fault names, or another one that it can happen to. */
  readonly target: string;
  readonly with: FaultParameters;
}

/**
 * Who can notice a fault by anything else than a timer: nobody; who is on the same link, by its carrier; the peers,
 * because they are told.
 */
export type Notice = 'nobody' | 'neighbours' | 'peers';

/** The instance that has the floating addresses of a gateway just now; none where no addresses float. */
export type HolderOf = (gateway: string) => string | undefined;

/** A fault could not be applied, or did not do what it is there for. */
export class FaultError extends SwitchoverError {
  override readonly name = 'FaultError';

  constructor(message: string, fields: ErrorFields = {}) {
    super('nothing-measured', message, fields);
  }
}
