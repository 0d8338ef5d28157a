import { type FaultParameters, onlyGiven, type ParameterShape } from './fault-parameters.ts';

/**
 * What a definition knows of a fault: what a lab file can say about it. The room `faults` lies above this one. Its faults
 * fulfil this interface, and the code that reads a lab file passes them in, so that nothing here imports upwards. A
 * definition does not know how a fault is applied, verified and undone.
 */
export interface KnownFault {
  /** The word in `fault:` of a lab file and in `--fault`. */
  readonly name: string;
  /** One schema for each key of `with:`, optional or with a default, and described. */
  readonly parameters: ParameterShape;
  /** Why these parameters do not fit together, as the end of a sentence that begins with the fault's name. */
  readonly objection?: (parameters: FaultParameters) => string | undefined;
  /** What it can happen to. */
  readonly targetKinds: readonly TargetKind[];
  /** What a lab must have for it. Absent: every lab has what it needs. */
  readonly needs?: 'device' | 'scenario';
}

/** The kinds of things that a fault can happen to, in words with an example. */
export const targetKinds = {
  instance: 'a gateway instance (vnet1gw-0)',
  'both-instances': 'both instances of a gateway (vnet1gw-0+vnet1gw-1)',
  device: 'an on-premises VPN device (device1)',
  'instance-and-device': 'an instance and a device (vnet1gw-0+device1)',
  link: 'an interface of a node (device1:wan0)',
  tunnel: 'a tunnel (vnet1gw-0--device1)',
  connection: 'a connection (VNet1toSite5_1)',
  zone: 'an availability zone (zone1)',
  lab: 'the lab',
} as const;

export type TargetKind = keyof typeof targetKinds;

/** What these faults can happen to, for the middle of a sentence: "a tunnel (...) or a zone (...)". */
export function targetWords(faults: readonly Pick<KnownFault, 'targetKinds'>[]): string {
  const kinds = new Set(faults.flatMap((fault) => fault.targetKinds));
  const words = Object.entries(targetKinds).flatMap(([kind, text]) =>
    [...kinds].some((one) => one === kind) ? [text] : [],
  );
  const [last = '', ...others] = words.reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}

/** Whether a scenario can have this fault. A scenario cannot have a scenario. */
export const isScenarioPart = ({ needs }: KnownFault): boolean => needs !== 'scenario';

/** The fault of that name among some; undefined where there is none. */
export const faultNamed = <Fault extends KnownFault>(
  faults: readonly Fault[],
  name: string,
): Fault | undefined => faults.find((fault) => fault.name === name);

/** The parameters of all these faults together. Faults share a parameter by sharing its schema. */
export const parametersOfAll = (faults: readonly KnownFault[]): ParameterShape =>
  Object.assign({}, ...faults.map(({ parameters }) => parameters));

/**
 * What is wrong with parameters for that fault, as the end of a sentence that begins with its name; undefined when they
 * are right. Each value by itself was checked when it was read.
 */
export function parameterObjection(
  { parameters: own, objection }: KnownFault,
  parameters: FaultParameters,
): string | undefined {
  const known = Object.keys(own);
  const foreign = Object.keys(onlyGiven(parameters)).find((name) => !(name in own));
  if (foreign === undefined) return objection?.(parameters);
  return `has no parameter ${foreign}; it has ${known.length === 0 ? 'none' : known.join(', ')}`;
}
