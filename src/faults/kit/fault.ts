import * as z from 'zod';
import type { Bracket } from '../../base/bracket.ts';
import { type ErrorFields, SwitchoverError } from '../../base/errors/switchover-error.ts';
import type { TextFact } from '../../definition/azure/fact.ts';
import type { Definition } from '../../definition/definition.ts';
import { type FaultParameters, onlyGiven, type ParameterShape } from '../../definition/fault-parameters.ts';
import type { KnownFault } from '../../definition/known-fault.ts';
import type { Broken } from '../../topology/broken.ts';
import type { Topology } from '../../topology/topology.ts';
import type { UndoStep } from './undo-step.ts';
import type { KernelFeatures, Situation, Workbench } from './workbench.ts';

/** A fault by itself or made of others: everything that a lab file, `--fault` and `fault` can ask for. */
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

/** What is needed to ask for a fault. `Parameters` is what its schemas make of what was given. */
interface Askable<Parameters, Name extends string> extends Omit<KnownFault, 'name' | 'objection'> {
  readonly name: Name;
  /** One line for `--help` and for lists. */
  readonly summary: string;
  /** What it happens to when no target is given, in words. */
  readonly usualTarget: string;
  /**
   * What Azure documents for the recovery of an active-standby gateway from it. Absent: nothing.
   *
   * @param target undefined: the usual one
   */
  documented?(target: string | undefined): TextFact | undefined;
  /** It can be switched on and off, as `flap` does: what was there before is there again at once. */
  readonly canFlap?: true;
  /** What the parameters need from each other, as the end of a sentence that begins with the fault's name. */
  objection?(parameters: Parameters): string | undefined;
  /** What it happens to when no target is given: one trial after the other. Empty: the lab has nothing for it. */
  targets(setting: Setting): readonly string[];
  /** Why it cannot happen to that target; undefined when it can. */
  check(setting: Setting, request: FaultRequest<Parameters>): string | undefined;
}

interface Actions<Parameters> {
  notice(parameters: Parameters): Notice;
  /** Why the engine's kernel cannot do it; undefined when it can. Absent: every kernel can. */
  refusal?(kernel: KernelFeatures, parameters: Parameters): string | undefined;
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
   * Makes sure that it did what it is there for.
   *
   * @throws FaultError when it did not
   */
  verify(bench: Workbench, request: FaultRequest<Parameters>, appliedAt: Bracket): Promise<void>;
}

interface Composition<Parameters> {
  /** What it is made of, in the order of time. */
  stages(setting: Setting, request: FaultRequest<Parameters>): readonly Stage[];
}

type Values<Shape extends ParameterShape> = z.output<z.ZodObject<Shape, z.core.$strict>>;

type Spec<Name extends string, Shape extends ParameterShape> = Askable<Values<Shape>, Name> & {
  readonly parameters: Shape;
};

/** A fault that is applied by itself. Its functions get its parameters as its own schemas type them, defaults included. */
export function fault<const Name extends string, Shape extends ParameterShape>(
  spec: Spec<Name, Shape> & Actions<Values<Shape>>,
): Fault<Name> {
  const { refusal } = spec;
  const { values, request, asked } = typed(spec);
  return {
    ...asked,
    kind: 'single',
    notice: (parameters) => spec.notice(values(parameters)),
    ...(refusal && { refusal: (kernel, parameters) => refusal(kernel, values(parameters)) }),
    breaks: (topology, one) => spec.breaks(topology, request(one)),
    undo: (situation, one) => spec.undo(situation, request(one)),
    apply: (bench, one) => spec.apply(bench, request(one)),
    verify: (bench, one, appliedAt) => spec.verify(bench, request(one), appliedAt),
  };
}

/** A fault that is made of others. */
export function compositeFault<const Name extends string, Shape extends ParameterShape>(
  spec: Spec<Name, Shape> & Composition<Values<Shape>>,
): CompositeFault<Name> {
  const { request, asked } = typed(spec);
  return { ...asked, kind: 'composite', stages: (setting, one) => spec.stages(setting, request(one)) };
}

function typed<Name extends string, Shape extends ParameterShape>(spec: Spec<Name, Shape>) {
  const { objection, ...rest } = spec;
  const schema = z.strictObject(spec.parameters);
  const values = (parameters: FaultParameters) => schema.parse(onlyGiven(parameters));
  const request = ({ target, parameters }: FaultRequest) => ({ target, parameters: values(parameters) });
  const asked: Askable<FaultParameters, Name> = {
    ...rest,
    ...(objection && { objection: (parameters) => objection(values(parameters)) }),
    check: (setting, one) => spec.check(setting, request(one)),
  };
  return { values, request, asked };
}

/** A lab as it is when a fault is asked for. */
export interface Setting {
  readonly definition: Definition;
  readonly topology: Topology;
  /** The instance that has the floating addresses of a gateway just now. Absent: the lab is not up. */
  readonly holderOf?: HolderOf;
}

/** One fault of those that a trial applies, and when. */
export interface Stage {
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
 * Who can notice a fault by anything else than a timer: nobody; who is on the same link, by its carrier; the peers,
 * because they are told.
 */
export type Notice = 'nobody' | 'neighbours' | 'peers';

/** The instance that has the floating addresses of a gateway; undefined where no addresses float. */
export type HolderOf = (gateway: string) => string | undefined;

/** A fault could not be applied, or did not do what it is there for. */
export class FaultError extends SwitchoverError {
  override readonly name = 'FaultError';

  constructor(message: string, fields: ErrorFields = {}) {
    super('nothing-measured', message, fields);
  }
}
