import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { Definition } from '../definition/definition.ts';
import type { DirectionLabels, DirectionName } from './direction.ts';
import { type ReachEnd, reachEnds } from './reach/reach-end.ts';
import { reachability } from './reach/reachability.ts';
import type { Topology } from './topology.ts';

/** The two machines that send traffic to each other; outward is from the near one to the far one. */
export interface TrafficEnds {
  readonly near: ReachEnd;
  readonly far: ReachEnd;
}

/**
 * The pairs of ends between which traffic is measured: those of `traffic:` in the lab file, or the usual one.
 *
 * @throws SwitchoverError (wrong-input) when the lab has no two machines for traffic
 */
export function trafficPairs(topology: Topology): readonly [TrafficEnds, ...TrafficEnds[]] {
  const ends = new Map(reachEnds(topology).map((end) => [end.name, end]));
  const chosen = topology.traffic.flatMap(({ from, to }): TrafficEnds[] => {
    const [near, far] = [ends.get(from), ends.get(to)];
    return near && far ? [{ near, far }] : [];
  });
  const [first, ...others] = chosen;
  return first ? [first, ...others] : [trafficEnds(topology)];
}

/**
 * Without `traffic:`, traffic starts and ends at the first virtual machine and at the first host of a site. If no site
 * has a host, the other end is the first virtual machine of the last other virtual network, so that traffic crosses the
 * networks in between.
 *
 * @throws SwitchoverError (wrong-input) when one of the two is missing
 */
export function trafficEnds(topology: Topology): TrafficEnds {
  const machines = reachEnds(topology).filter(({ kind }) => kind === 'virtual-machine');
  const [near] = machines;
  const networks = [...new Set(machines.map(({ network }) => network))].filter(
    (network) => network !== near?.network,
  );
  const far =
    reachEnds(topology).find(({ kind }) => kind === 'host') ??
    machines.find(({ network }) => network === networks.at(-1));
  if (!near) throw nothingToMeasure(topology.lab, 'no virtual machine');
  if (!far)
    throw nothingToMeasure(topology.lab, 'no host in a site, and no second network with a virtual machine');
  return { near, far };
}

const nothingToMeasure = (lab: string, missing: string) =>
  new SwitchoverError(
    'wrong-input',
    `No traffic can be measured in ${lab}: it has ${missing}. Add one, or use \`up\` and \`fault\`, which need no traffic.`,
    { lab },
  );

/** The pairs of `traffic:` whose ends do not reach each other, each with its index there and the reason. */
export function unreachableTraffic(
  topology: Topology,
): readonly { readonly index: number; readonly message: string }[] {
  if (topology.traffic.length === 0) return [];
  const { pairs } = reachability(topology);
  return topology.traffic.flatMap(({ from, to }, index) => {
    const pair = pairs.find((one) => one.from === from && one.to === to);
    if (!pair || pair.reaches) return [];
    const message = `No traffic from ${from} to ${to} can be measured in ${topology.lab}: ${pair.text}.`;
    return [{ index, message }];
  });
}

/**
 * @throws SwitchoverError (wrong-input) when the two ends of a pair of `traffic:` do not reach each other, with the
 * reason
 */
export function refuseUnreachable(topology: Topology): void {
  const [first] = unreachableTraffic(topology);
  if (!first) return;
  const { lab } = topology;
  throw new SwitchoverError(
    'wrong-input',
    `${first.message} \`validate\` shows which ends reach each other.`,
    { lab },
  );
}

/**
 * The names of the two directions: those of the machines if the lab file chooses them; otherwise "Azure to site" and
 * back, or the names of the two virtual networks.
 */
export function directionLabels(
  { virtualNetworks, traffic }: Pick<Definition, 'virtualNetworks' | 'traffic'>,
  { near, far }: TrafficEnds,
): Readonly<Record<DirectionName, DirectionLabels>> {
  const networkOf = ({ name, address }: ReachEnd): string =>
    virtualNetworks.find(({ virtualMachines }) =>
      virtualMachines.some(({ privateIPAddress }) => privateIPAddress === address),
    )?.name ?? name;
  const [from, to] =
    traffic.length > 0
      ? [near.name, far.name]
      : far.kind === 'host'
        ? ['Azure', 'site']
        : [networkOf(near), networkOf(far)];
  return { outward: { from, to }, return: { from: to, to: from } };
}
