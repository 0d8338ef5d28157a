import type { Bracket } from '../../base/bracket.ts';
import type { TextFact } from '../../definition/azure/fact.ts';
import type { Definition } from '../../definition/definition.ts';
import type { FaultParameters } from '../../definition/fault-parameters.ts';
import type { KnownFault } from '../../definition/known-fault.ts';
import type { Broken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import type { UndoStep } from './undo-step.ts';
import type { KernelFeatures, Situation, Workbench } from './workbench.ts';

/** A fault by itself or made of others: what a lab file, `--fault` and the command `fault` can ask for. */
export type AnyFault = Fault | CompositeFault;

/** Something that breaks on purpose. One file each; no other file knows how it is done. */
export interface Fault<Name extends string = string>
  extends Askable<FaultParameters, Name>,
    Actions<FaultParameters> {
  readonly kind: 'single';
}

/** Several faults in a row, each with its time. */
export interface CompositeFault<Name extends string = string>
  extends Askable<FaultParameters, Name>,
    Composition<FaultParameters> {
  readonly kind: 'composite';
}

/** What is needed to ask for a fault. `Parameters`: its parameters as its own schemas type them. */
export interface Askable<Parameters, Name extends string> extends Omit<KnownFault, 'name' | 'objection'> {
  readonly name: Name;
  /** One line for `--help` and for lists. */
  readonly summary: string;
  /** What it happens to when no target is given, in words. */
  readonly usualTarget: string;
  /** What Azure documents for the recovery of an active-standby gateway from it. Absent: nothing. */
  readonly documented?: TextFact;
  /** `flap` can switch it on and off: when it is undone, everything is as before at once. */
  readonly canFlap?: true;
  /** The usual flows do not notice it: while it is measured, large packets and bulk TCP run beside them. */
  readonly measuresLargePackets?: true;
  /** Why these parameters do not fit together, as the end of a sentence that begins with the fault's name. */
  objection?(parameters: Parameters): string | undefined;
  /** What it happens to when no target is given: one trial after the other. Empty: the lab has nothing for it. */
  targets(setting: Setting): readonly string[];
  /** Why it cannot happen to that target; undefined when it can. */
  check(setting: Setting, request: FaultRequest<Parameters>): string | undefined;
}

export interface Actions<Parameters> {
  notice(parameters: Parameters): Notice;
  /** Why the engine's kernel cannot do it; undefined when it can. Absent: every kernel can. */
  refusal?(kernel: KernelFeatures, parameters: Parameters): string | undefined;
  /**
   * Why it cannot happen to its target as that is just now, in a sentence: asked before anything is recorded or changed.
   * Absent: it always can.
   */
  impossibleNow?(bench: Workbench, request: FaultRequest<Parameters>): Promise<string | undefined>;
  /** What does not work while it lasts. */
  breaks(topology: Topology, request: FaultRequest<Parameters>): Broken;
  /** How it is undone: known, and on disk, before it is applied, so that any process can do it. */
  undo(situation: Situation, request: FaultRequest<Parameters>): readonly UndoStep[];
  /**
   * Breaks it.
   *
   * @returns when it took hold
   * @throws FaultError when it could not be done
   */
  apply(bench: Workbench, request: FaultRequest<Parameters>): Promise<Bracket>;
  /**
   * Makes sure that it had its effect.
   *
   * @throws FaultError when it had none
   */
  verify(bench: Workbench, request: FaultRequest<Parameters>, appliedAt: Bracket): Promise<void>;
}

export interface Composition<Parameters> {
  /** The faults that it is made of, in the order of time. */
  parts(setting: Setting, request: FaultRequest<Parameters>): readonly FaultPart[];
}

/** A lab as it is when a fault is asked for. */
export interface Setting {
  readonly definition: Definition;
  readonly topology: Topology;
  /** Who has the floating addresses of a gateway, or of a pair of devices, just now. Absent: the lab is not up. */
  readonly holderOf?: HolderOf;
}

/** One of the faults that a trial applies, and when. */
export interface FaultPart {
  /** Seconds after the first one, which has 0. */
  readonly atSeconds: number;
  readonly fault: Fault;
  readonly request: FaultRequest;
}

export interface FaultRequest<Parameters = FaultParameters> {
  /**
   * What it happens to: a node, or several that fail at once (see {@link nodesOf}), an interface of a node, a tunnel, a
   * connection or a zone.
   */
  readonly target: string;
  readonly parameters: Parameters;
}

/**
 * Who can notice a fault without waiting for a timer: nobody; the neighbours on the same link, by its carrier; or the
 * peers, because they are told.
 */
export type Notice = 'nobody' | 'neighbours' | 'peers';

/** Who has the floating addresses of a gateway, or of a pair of devices; undefined where no addresses float. */
export type HolderOf = (gateway: string) => string | undefined;
