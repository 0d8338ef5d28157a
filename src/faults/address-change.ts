import * as z from 'zod';
import { peerRoutes } from '../nodes/addresses.ts';
import { nothingBroken } from '../topology/broken.ts';
import { deviceNamed, devicesOf, instancesOf, publicAddressesOf, tunnelsAt } from '../topology/find.ts';
import { publicPort, publicPrefixLength } from '../topology/public-network.ts';
import type { Topology } from '../topology/topology.ts';
import type { DeviceNode } from '../topology/topology-node.ts';
import { fault } from './kit/define-fault.ts';
import type { Setting } from './kit/fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { checkOne } from './kit/target.ts';
import type { Workbench } from './kit/workbench.ts';

/**
 * A device on a dynamic line gets another public address: its SAs are dead, and its gateways call the old address until
 * they know the new one. Azure looks a name up for disconnected tunnels only, and refreshes its cache every 5 minutes
 * (Create a local network gateway). What ends the fault is the new record; the device keeps its new address, and gets the
 * other one back if the fault is asked for again.
 */
export const addressChange = fault({
  name: 'address-change',
  summary: 'a device on a dynamic line gets another public address, and its gateways know it later',
  usualTarget: 'the first device that its gateways know by a name',
  parameters: {
    recordSeconds: z
      .number()
      .min(0.5)
      .max(86_400)
      .optional()
      .describe(
        'Seconds until the gateways find the new address under the name of the device, 0.5 or more: the provider of the record and the cache of Azure (refreshed every 5 minutes) together. Default: as long as a repair takes.',
      ),
  },
  targetKinds: ['device'],
  notice: () => 'nobody',
  targets: ({ topology }) =>
    devicesOf(topology)
      .filter(({ secondAddress }) => secondAddress !== undefined)
      .slice(0, 1)
      .map(({ name }) => name),
  check: (setting, { target }) =>
    checkOne(setting.topology, target, 'device') ?? keepsItsAddress(setting, target),
  breaks: (topology, { target }) => ({
    ...nothingBroken,
    tunnels: tunnelsAt(topology, target).map(({ tunnel }) => tunnel.name),
  }),
  undo: ({ topology, profile }, { target, parameters: { recordSeconds } }) =>
    gatewayRecords(topology, target).map(({ node, names }) => ({
      kind: 'run',
      node,
      script: names.map(learn).join('\n'),
      afterSeconds: recordSeconds ?? profile.repairSeconds,
    })),
  async apply(bench, { target }) {
    const { node, from, to } = await changeOf(bench, target);
    await Promise.all(
      gatewayRecords(bench.topology, target).map((records) =>
        bench.run(records.node, records.names.map((name) => `echo ${to} >${pending(name)}`).join('\n')),
      ),
    );
    return bench.timed(target, move(node, from, to));
  },
  async verify(bench, { target }) {
    const [records] = gatewayRecords(bench.topology, target);
    const [name] = records?.names ?? [];
    if (records === undefined || name === undefined) return;
    const wanted = (await bench.run(records.node, `cat ${pending(name)} 2>/dev/null || true`)).trim();
    const { from } = await changeOf(bench, target);
    if (wanted !== '' && wanted !== from)
      throw new FaultError(`${target} still has the address ${from}.`, { node: target });
  },
});

/** Why the address of a device does not change; undefined when it can. */
function keepsItsAddress({ topology, definition }: Setting, target: string): string | undefined {
  const { secondAddress, localNetworkGateway, privateAddress } = deviceNamed(topology, target);
  if (secondAddress !== undefined) return undefined;
  const gateway = definition.localNetworkGateways.find(({ name }) => name === localNetworkGateway);
  if (gateway?.fqdn === undefined)
    return `${localNetworkGateway} has a fixed gatewayIpAddress: gateways would call the old address of ${target} for ever. Write fqdn beside it for a device on a dynamic line.`;
  return privateAddress === undefined
    ? `${target} has several lines, and the lab changes the address only of a device with one.`
    : `${target} is behind NAT, and the lab does not change the address of what is in front of it.`;
}

interface Records {
  readonly node: string;
  /** The names under which the node knows the device. */
  readonly names: readonly string[];
}

/** The instances that know a device by a name. */
const gatewayRecords = (topology: Topology, device: string): Records[] =>
  instancesOf(topology).flatMap(({ name: node }) => {
    const names = tunnelsAt(topology, node).flatMap(({ remote }) =>
      remote.nodes.includes(device) ? (remote.fqdn ?? []) : [],
    );
    return names.length === 0 ? [] : [{ node, names: [...new Set(names)] }];
  });

/** The address that an instance does not know yet. */
const pending = (name: string): string => `/run/record-of-${name}`;

/** Puts the new address into the records of a node, if there is one. /etc/hosts is a mount, so it cannot be replaced. */
const learn = (name: string): string =>
  [
    `if [ -e ${pending(name)} ]; then`,
    `  sed "s/^[^ ]* ${name.replaceAll('.', '\\.')}$/$(cat ${pending(name)}) ${name}/" /etc/hosts >/run/hosts`,
    '  cat /run/hosts >/etc/hosts',
    `  rm ${pending(name)}`,
    'fi',
  ].join('\n');

interface Change {
  readonly node: DeviceNode;
  readonly from: string;
  readonly to: string;
}

/** The address that a device has just now, and its other one. */
async function changeOf(bench: Workbench, target: string): Promise<Change> {
  const node = deviceNamed(bench.topology, target);
  const shown = await bench.run(target, `ip -brief -4 address show dev ${publicPort}`);
  const [first = '', second = ''] = publicAddressesOf(node);
  const isSecond = shown.split(/\s+/).includes(`${second}/${publicPrefixLength}`);
  return isSecond ? { node, from: second, to: first } : { node, from: first, to: second };
}

/** With its last address a port loses its routes. */
const move = ({ publicPeers, publicRouter }: DeviceNode, from: string, to: string): string =>
  [
    'ip -batch - <<EOF',
    `address del ${from}/${publicPrefixLength} dev ${publicPort}`,
    `address add ${to}/${publicPrefixLength} dev ${publicPort}`,
    ...peerRoutes(publicPeers, publicRouter).map((route) => `route replace ${route}`),
    'EOF',
  ].join('\n');
