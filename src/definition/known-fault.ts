import { type FaultParameters, onlyGiven, type ParameterShape } from './fault-parameters.ts';

/**
 * The part of a fault that a lab file can describe. The room `faults` lies above this one: its faults implement this
 * interface, and the code that reads a lab file passes them in, so that nothing here imports upwards. A definition does
 * not know how a fault is applied, verified and undone.
 */
export interface KnownFault {
  /** The word in `fault:` of a lab file and in `--fault`. */
  readonly name: string;
  /** One schema for each key of `with:`, optional or with a default, and described. */
  readonly parameters: ParameterShape;
  /** Why some parameters do not fit together, as the end of a sentence that begins with the fault's name. */
  readonly objection?: (parameters: FaultParameters) => string | undefined;
  /** The kinds of targets that it can have. */
  readonly targetKinds: readonly TargetKind[];
  /** What it needs in a lab. Absent: it works in every lab. */
  readonly needs?: 'device' | 'scenario';
}

/** The kinds of targets of faults, in words with an example. */
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

/** The kinds of targets of some faults, for the middle of a sentence: "a tunnel (...) or a zone (...)". */
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

/** The fault of that name among some faults; undefined if none has it. */
export const faultNamed = <Fault extends KnownFault>(
  faults: readonly Fault[],
  name: string,
): Fault | undefined => faults.find((fault) => fault.name === name);

/** The parameters of all these faults together. Faults share a parameter by sharing its schema. */
export const parametersOfAll = (faults: readonly KnownFault[]): ParameterShape =>
  Object.assign({}, ...faults.map(({ parameters }) => parameters));

/**
 * Why parameters do not suit a fault, as the end of a sentence that begins with its name; undefined when they do. The
 * single values were checked when they were read.
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
