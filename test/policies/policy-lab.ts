import type { IpsecPolicy } from '../../src/definition/definition.ts';
import type { DeviceIpsec } from '../../src/definition/device-ipsec.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { begin, tunnelLock } from '../../src/nodes/scripts/begin-tunnels.ts';
import { loadLine, swanctl } from '../../src/nodes/scripts/load-line.ts';
import { tunnelsAt } from '../../src/topology/find.ts';
import { switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { nodeOf } from '../labs/support/containers.ts';
import { answersTo, inNode, swanctl as listSas } from '../labs/support/in-node.ts';
import { until } from '../labs/support/until.ts';
import { labDefinition, topologyOf } from '../topology/lab-topology.ts';

const dataplane = dataplaneNamed('userspace');
const lab = 'single-tunnel';
const [gateway, device] = ['vnet1gw-0', 'device1'];

/** A lab with one tunnel, whose policy is changed while it is up. */
export async function policyLab(): Promise<string> {
  await realEngine();
  const { exitCode, stdout, stderr } = await switchover([
    'up',
    lab,
    '--profile',
    'fast',
    '--dataplane',
    'userspace',
  ]);
  if (exitCode !== 0) throw new Error(`${lab} did not come up:\n${stderr}`);
  return stdout;
}

/**
 * Negotiates the tunnel with this policy, sends packets through it, rekeys both SAs, and sends packets again.
 *
 * @throws Error that says where it ended
 */
export async function tryPolicy(id: string, policy: IpsecPolicy): Promise<void> {
  const pass = await negotiate(id, policy);
  const rekeyed = await switchover(['fault', 'rekey', tunnelName, '--lab', id]);
  if (rekeyed.exitCode !== 0) throw new Error(`It cannot be rekeyed:\n${rekeyed.stderr}`);
  await pass();
}

/** The only tunnel of the lab. */
export const tunnelName = `${gateway}--${device}`;

/**
 * Gives a connection this policy at both ends, as the lab file would, negotiates its tunnel anew, and sends packets through
 * it.
 *
 * @param own what the device has of its own
 * @returns a function that sends packets again
 * @throws Error that says where it ended
 */
export async function negotiate(
  id: string,
  policy: IpsecPolicy,
  own: DeviceIpsec = {},
): Promise<() => Promise<unknown>> {
  const topology = topologyWith(policy, own);
  const plans = planNodes(topology, dataplane);
  for (const node of [device, gateway]) {
    const [charon] = dataplane.charons(tunnelsAt(topology, node));
    const content =
      charon && plans.find((plan) => plan.node === node)?.files.get(charon.swanctlConf)?.content;
    if (!charon || content === undefined) throw new Error(`${node} has no tunnel.`);
    const { exitCode } = await (await nodeOf(id, node)).exec(['sh', '-c', `cat >${charon.swanctlConf}`], {
      input: content,
    });
    if (exitCode !== 0) throw new Error(`${node} does not take its file.`);
    await inNode(id, node, 'sh', '-c', loadLine(charon));
  }
  const [charon] = dataplane.charons(tunnelsAt(topology, gateway));
  const [tunnel] = charon?.tunnels ?? [];
  if (!charon || !tunnel) throw new Error(`${gateway} has no tunnel.`);
  await inNode(
    id,
    gateway,
    'sh',
    '-c',
    anew(
      swanctl(charon, `--terminate --ike ${tunnel.connection} --timeout 2`),
      begin(charon, tunnel.connection),
    ),
  );
  const pass = () => packetsPass(id, tunnel.remote.innerAddress);
  await pass();
  return pass;
}

/** Sends more than 1 MiB each way through the tunnel. */
export async function sendMebibyte(id: string): Promise<void> {
  const [tunnel] = tunnelsAt(topologyOf(labDefinition(lab)), gateway);
  const address = tunnel?.remote.innerAddress ?? '';
  await inNode(id, gateway, 'ping', '-n', '-q', '-c', '1000', '-i', '0.002', '-s', '1200', address);
}

/** SPIs of the child SA at the gateway. */
export async function childSpis(id: string): Promise<readonly string[]> {
  const said = await listSas(id, gateway, '--list-sas', '--raw');
  return [...said.matchAll(/spi-in=([0-9a-f]+)/g)].map(([, spi = '']) => spi);
}

function topologyWith(policy: IpsecPolicy, own: DeviceIpsec) {
  const definition = labDefinition(lab);
  return topologyOf({
    ...definition,
    connections: definition.connections.map((connection) => ({ ...connection, ipsecPolicy: policy })),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((one) => ({ ...one, ipsec: { ...one.ipsec, ...own } })),
    })),
  });
}

/** Nobody else may start the tunnel meanwhile. */
const anew = (close: string, start: string): string =>
  [`exec 9>${tunnelLock}`, 'flock 9', `${close} || true`, start].join('\n');

const packetsPass = (id: string, address: string) =>
  until(
    'That packets pass the tunnel',
    () => answersTo(id, gateway, address),
    (answers) => answers === 5,
  );
