import type { FaultParameters } from '../../src/definition/fault-parameters.ts';
import { faults } from '../../src/faults/by-name.ts';
import type { AnyFault, Setting } from '../../src/faults/kit/fault.ts';
import type { Topology } from '../../src/topology/topology.ts';
import { parameterEnds } from './parameter-ends.ts';

/** One fault of one target, and what has to be undone. */
export interface Case {
  readonly lab: string;
  /** What is broken already; absent: the lab is whole. */
  readonly before?: Broken;
  readonly fault: string;
  readonly target: string;
  readonly parameters: FaultParameters;
  /** Seconds until `heal`; a fault that is still applied then is interrupted. */
  readonly healAfter: number;
}

export type Broken = Pick<Case, 'fault' | 'target' | 'parameters'>;

/** The times after which a fault is undone: within DPD, after DPD, and after the BGP hold time and its retries. */
export const healTimes = [2, 11, 30] as const;

/** Every fault of every target in a lab, healed after each of the times; faults that end by themselves once. */
export const everyCase = (setting: Setting, times: readonly number[] = healTimes): Case[] =>
  faults.flatMap((fault) =>
    targetsOf(fault, setting).flatMap((target) =>
      timesFor(fault, times).map((healAfter) => ({
        lab: setting.topology.lab,
        fault: fault.name,
        target,
        parameters: usual(fault),
        healAfter,
      })),
    ),
  );

/** Every parameter of every fault at both ends of its range, or with each of its values, at the usual target. */
export const parameterCases = (setting: Setting): Case[] =>
  faults.flatMap((fault) =>
    fault.targets(setting).flatMap((target) =>
      parameterEnds(fault, setting.topology, target)
        .map((given) => ({ ...usual(fault), ...given }))
        .filter((parameters) => fault.objection?.(parameters) === undefined)
        .map((parameters) => ({
          lab: setting.topology.lab,
          fault: fault.name,
          target,
          parameters,
          healAfter: 5,
        })),
    ),
  );

/** Every fault at its usual target, in a lab where that target, or what it needs, is broken or gone already. */
export function brokenCases(setting: Setting): Case[] {
  const [device = ''] = setting.topology.nodes
    .filter(({ role }) => role === 'device')
    .map(({ name }) => name);
  const [tunnel = ''] = setting.topology.tunnels.map(({ name }) => name);
  const broken: readonly Broken[] = [
    { fault: 'device-crash', target: device, parameters: {} },
    { fault: 'instance-crash', target: 'vnet1gw-0', parameters: {} },
    { fault: 'process-crash', target: device, parameters: { program: 'charon' } },
    { fault: 'process-crash', target: device, parameters: { program: 'zebra' } },
    { fault: 'process-crash', target: device, parameters: { program: 'bgpd' } },
    { fault: 'link-down', target: `${device}:wan0`, parameters: {} },
    { fault: 'blackhole', target: `${device}:wan0`, parameters: {} },
    { fault: 'psk-mismatch', target: tunnel, parameters: {} },
  ];
  return broken.flatMap((before) =>
    faults
      .filter(({ kind }) => kind === 'single')
      .flatMap((fault) =>
        fault.targets(setting).map((target) => ({
          lab: setting.topology.lab,
          before,
          fault: fault.name,
          target,
          parameters: usual(fault),
          healAfter: 5,
        })),
      ),
  );
}

/** `link-degrade` demands one of its parameters. */
const usual = ({ name }: AnyFault): FaultParameters => (name === 'link-degrade' ? { lossPercent: 30 } : {});

/** Faults that end by themselves are tried once. */
const timesFor = ({ kind, name }: AnyFault, times: readonly number[]): readonly number[] =>
  kind === 'composite' || name === 'bgp-reset' || name === 'connection-reset' ? times.slice(0, 1) : times;

/** Every target that a fault accepts in a lab. */
function targetsOf(fault: AnyFault, setting: Setting): string[] {
  const parameters = usual(fault);
  return candidates(setting.topology).filter((target) => {
    return fault.check(setting, { target, parameters }) === undefined;
  });
}

function candidates(topology: Topology): string[] {
  const { nodes, tunnels, lab } = topology;
  const named = (role: string) => nodes.filter((node) => node.role === role).map(({ name }) => name);
  const instances = named('instance');
  const devices = named('device');
  const pairs = instances.flatMap((one, index) => [
    ...instances.slice(index + 1).map((other) => `${one}+${other}`),
    ...devices.map((device) => `${one}+${device}`),
  ]);
  const connections = tunnels.flatMap((tunnel) => tunnel.connections.map((name) => name.toLowerCase()));
  return [
    ...[...instances, ...devices],
    ...pairs,
    ...nodes.flatMap(({ name, interfaces }) => interfaces.map((port) => `${name}:${port.name}`)),
    ...tunnels.map(({ name }) => name),
    ...new Set(connections),
    ...['zone1', 'zone2', 'zone3'],
    lab,
  ];
}
