import type { FaultName, flappingFaults } from './fault-names.ts';

/** How a fault is to be done, where there is a choice; each fault has some of these, see {@link parametersOf}. */
export interface FaultParameters {
  /** Seconds until it is undone. Absent: as the profile says. */
  readonly lastsSeconds?: number | undefined;
  /** Share of the packets that a link loses, each way. */
  readonly lossPercent?: number | undefined;
  /** Milliseconds that packets take longer, each way. */
  readonly delayMs?: number | undefined;
  /** Mbit/s that a link carries, each way. */
  readonly rateMbps?: number | undefined;
  /** Seen from the node that it happens to. Default: both. */
  readonly direction?: (typeof directions)[number] | undefined;
  /** Only this protocol is lost. Default: everything. */
  readonly only?: (typeof protocols)[number] | undefined;
  /** The peer is not told. Default: it is. */
  readonly silently?: boolean | undefined;
  /** Name of the node at whose end of a tunnel it happens. Default: the device's. */
  readonly at?: string | undefined;
  /** Default: bgpd. */
  readonly program?: (typeof programs)[number] | undefined;
  /** The fault that is switched on and off. Default: link-down. */
  readonly of?: (typeof flappingFaults)[number] | undefined;
  /** Seconds from one beginning to the next; the fault is there for the first half. Default: 4. */
  readonly periodSeconds?: number | undefined;
  /** How often. Default: 3. */
  readonly times?: number | undefined;
}

export const directions = ['in', 'out', 'both'] as const;
export const protocols = ['ike', 'esp', 'bgp'] as const;
export const programs = ['charon', 'bgpd', 'zebra'] as const;

const link = ['lossPercent', 'delayMs', 'rateMbps'] as const;
const hole = ['direction', 'only'] as const;

/** The parameters that each fault has. */
export const parametersOf: Readonly<Record<FaultName, readonly (keyof FaultParameters)[]>> = {
  'instance-crash': ['lastsSeconds'],
  'device-crash': ['lastsSeconds'],
  'instance-and-device-crash': ['lastsSeconds'],
  'zone-failure': ['lastsSeconds'],
  'planned-maintenance': ['lastsSeconds'],
  'gateway-reset': ['lastsSeconds'],
  'device-maintenance': ['lastsSeconds'],
  'link-down': ['lastsSeconds'],
  'link-degrade': ['lastsSeconds', ...link],
  blackhole: ['lastsSeconds', ...hole],
  'tunnel-delete': ['lastsSeconds', 'silently', 'at'],
  'process-crash': ['lastsSeconds', 'program'],
  'bgp-reset': [],
  'psk-mismatch': ['lastsSeconds', 'at'],
  flap: ['of', 'periodSeconds', 'times', ...link, ...hole],
  scenario: [],
};

/** The parameters that are given, as a person writes them: `lossPercent=5, direction=in`. Empty: none. */
export const parametersText = (parameters: object): string =>
  Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** What is wrong with parameters for that fault, as the end of a sentence that begins with its name; nothing when all is well. */
export function parameterObjection(fault: FaultName, parameters: FaultParameters): string | undefined {
  const known = parametersOf[fault];
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  const foreign = given.find((name) => !known.some((own) => own === name));
  if (foreign !== undefined) {
    return `has no parameter ${foreign}; it has ${known.length === 0 ? 'none' : known.join(', ')}`;
  }
  const degrades = fault === 'link-degrade' || (fault === 'flap' && parameters.of === 'link-degrade');
  if (degrades && !link.some((name) => parameters[name] !== undefined)) {
    return `needs at least one of ${link.join(', ')}`;
  }
  const foreignToFlap =
    fault === 'flap'
      ? given.find((name) => !['of', 'periodSeconds', 'times'].includes(name) && !flapTakes(parameters, name))
      : undefined;
  return foreignToFlap === undefined
    ? undefined
    : `of ${parameters.of ?? 'link-down'} has no parameter ${foreignToFlap}`;
}

const flapTakes = ({ of = 'link-down' }: FaultParameters, name: string): boolean =>
  parametersOf[of].some((own) => own === name);
