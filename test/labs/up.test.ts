import anyTest, { type TestFn } from 'ava';
import { z } from 'zod';
import { missingName } from '../../src/lab/redundancy/missing-name.ts';
import { labSnapshotSchema } from '../../src/lab/snapshot/snapshot.ts';
import { nodeStatusSchema } from '../../src/lab/status/node-status.ts';
import { tunnelsAt } from '../../src/topology/find.ts';
import { type Ending, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { labTopology } from '../topology/lab-topology.ts';
import { labIsConfined } from './support/confinement.ts';
import { containersOfRun, killNode, names } from './support/containers.ts';
import { type HostState, hostState } from './support/host-state.ts';
import { inNode } from './support/in-node.ts';

/** A lab that comes up once. Each test looks at it, and the last one takes it down. */
interface OneLab {
  readonly id: string;
  readonly up: Ending;
  readonly before: HostState;
}

const test = anyTest as TestFn<OneLab>;
const speakers = ['vnet1gw-0', 'vnet1gw-1', 'device1', 'device2'];

const inspection = labSnapshotSchema.extend({ statuses: z.array(nodeStatusSchema) });

const linkList = z.array(
  z.object({ ifname: z.string(), flags: z.array(z.string()), master: z.string().optional() }),
);

test.before('a lab is brought up', async (t) => {
  await realEngine();
  const before = await hostState();
  const up = await switchover(['up', 'dual-redundancy', '--profile', 'fast']);
  t.is(up.exitCode, 0, up.stderr);
  t.context = { id: up.stdout, up, before };
});

test.after.always(async (t) => {
  if (t.context.id) await switchover(['down', t.context.id]);
});

test.serial('up prints the id of the lab and nothing else', (t) => {
  t.regex(t.context.up.stdout, /^dual-redundancy-\d{8}-\d{6}-[0-9a-f]{4}$/);
  t.regex(t.context.up.stderr, /9 nodes, 4 tunnels, 9 BGP sessions up/);
});

test.serial('list shows the lab as kept', async (t) => {
  const { id } = t.context;
  const table = await switchover(['list']);
  t.regex(table.stdout, new RegExp(`^${id} +9 +kept$`, 'm'));
  t.regex(table.stdout, /^dual-redundancy +Active-active gateway/m);
  const json = JSON.parse((await switchover(['list', '--format', 'json'])).stdout);
  t.deepEqual(
    json.up.find((lab: { id: string }) => lab.id === id),
    { id, lab: 'dual-redundancy', kept: true, nodes: 9 },
  );
});

test.serial('inspect shows a complete lab', async (t) => {
  const { exitCode, stdout } = await switchover(['inspect', t.context.id, '--format', 'json']);
  t.is(exitCode, 0);
  const found = inspection.parse(JSON.parse(stdout));
  t.like(found, { id: t.context.id, lab: 'dual-redundancy', profile: 'fast', complete: true });
  t.deepEqual(found.missing, []);
  for (const speaker of speakers) {
    const own = found.statuses.find(({ node }) => node === speaker);
    t.deepEqual(
      own?.tunnels.map(({ ike, child }) => [ike, child]),
      [
        ['ESTABLISHED', 'INSTALLED'],
        ['ESTABLISHED', 'INSTALLED'],
      ],
      speaker,
    );
    t.true(own?.sessions.every(({ state }) => state === 'Established'));
  }
  const hops = (node: string, prefix: string) =>
    found.statuses.find((one) => one.node === node)?.routes.find((route) => route.prefix === prefix)?.nextHops
      .length;
  t.is(hops('testvnet1', '10.51.0.0/16'), 2);
  t.is(hops('site5', '10.11.0.0/16'), 2);
  t.is(hops('vnet1gw-0', '10.51.0.0/16'), 2);
  t.is(hops('device1', '10.11.0.0/16'), 2);
});

test.serial('bfdd has the sessions that it is configured to have, and each is up', async (t) => {
  const peers = z.array(z.object({ peer: z.string(), multihop: z.boolean(), status: z.string() }));
  for (const node of [...speakers, 'site5', 'testvnet1']) {
    const text = await inNode(t.context.id, node, 'vtysh', '-c', 'show bfd peers json');
    const sessions = peers.parse(JSON.parse(text));
    t.true(sessions.length > 0, node);
    t.true(
      sessions.every(({ multihop, status }) => !multihop && status === 'up'),
      `${node}: ${text}`,
    );
  }
});

test.serial('the table of inspect says that the lab is fully redundant', async (t) => {
  const { exitCode, stdout } = await switchover(['inspect', t.context.id]);
  t.is(exitCode, 0);
  t.regex(stdout, /^Fully redundant\.$/m);
});

test.serial('exec separates stdout from stderr and returns the exit code', async (t) => {
  const script = 'echo data; echo trouble >&2; exit 7';
  const result = await switchover(['exec', t.context.id, 'device1', 'sh', '-c', script]);
  t.deepEqual(result, { exitCode: 7, stdout: 'data', stderr: 'trouble' });
});

test.serial('exec runs in the given node', async (t) => {
  const { stdout } = await switchover(['exec', t.context.id, 'device2', 'hostname']);
  t.is(stdout, 'device2');
});

test.serial('logs prints what the daemons of a node logged', async (t) => {
  const { exitCode, stdout } = await switchover(['logs', t.context.id, 'device1']);
  t.is(exitCode, 0);
  t.regex(stdout, / device1 charon: /);
  t.regex(stdout, / device1 bgpd: /);
});

test.serial('a node or lab that does not exist is wrong input', async (t) => {
  for (const verb of [
    ['exec', t.context.id, 'nosuch', 'true'],
    ['logs', t.context.id, 'nosuch'],
  ]) {
    const { exitCode, stderr } = await switchover(verb);
    t.is(exitCode, 2);
    t.regex(stderr, /has no node "nosuch"\. It has: .*vnet1gw-0/);
  }
  const { exitCode, stderr } = await switchover(['inspect', 'nosuch']);
  t.is(exitCode, 2);
  t.regex(stderr, /^The lab "nosuch" is not up\./);
});

test.serial(
  "strongSwan's own tool shows both security associations of every gateway and device",
  async (t) => {
    // Asked of every VICI socket that is open to everybody, without the status script of the program.
    const script =
      'for socket in $(find /run/ipsec -name vici); do swanctl --list-sas --uri unix://$socket; done';
    for (const speaker of speakers) {
      const { stdout } = await switchover(['exec', t.context.id, speaker, 'sh', '-c', script]);
      t.is(stdout.match(/ESTABLISHED, IKEv2/g)?.length, 2, speaker);
      t.is(stdout.match(/INSTALLED, TUNNEL.*ESP:AES_/g)?.length, 2, speaker);
    }
  },
);

test.serial(
  'between the gateways, packets are ESP in UDP 4500, and none of the hosts is in clear text',
  async (t) => {
    const { id } = t.context;
    // Counters in the public network that the program itself does not use.
    const table = `table inet wire {
    chain forward {
      type filter hook forward priority 0;
      udp sport 4500 udp dport 4500 @th,64,32 != 0 counter comment "esp"
      ip saddr { 10.0.0.0/8 } counter comment "clear"
      ip daddr { 10.0.0.0/8 } counter comment "clear"
      ip protocol icmp counter comment "clear"
    }
  }`;
    const added = await switchover(['exec', id, 'internet', 'nft', table]);
    t.is(added.exitCode, 0, added.stderr);
    const ping = await switchover([
      'exec',
      id,
      'vm',
      'ping',
      '-n',
      '-q',
      '-c',
      '40',
      '-i',
      '0.02',
      '10.51.0.10',
    ]);
    t.regex(ping.stdout, /40 packets transmitted, 40 received/);
    const { stdout } = await switchover(['exec', id, 'internet', 'nft', 'list', 'table', 'inet', 'wire']);
    const packets = [...stdout.matchAll(/packets (\d+) bytes \d+ comment "(\w+)"/g)];
    const counted = (what: string) =>
      packets.filter(([, , name]) => name === what).reduce((sum, [, number]) => sum + Number(number), 0);
    t.is(packets.length, 4, stdout);
    t.true(counted('esp') >= 80, `${counted('esp')} packets of ESP for 40 pings and their answers`);
    t.is(counted('clear'), 0);
  },
);

test.serial('a packet capture in the public network does not show what the hosts send', async (t) => {
  const { id } = t.context;
  // Ping repeats a pattern of 16 bytes; -A prints what is in a packet.
  const words = 'clear-text-words';
  const pattern = Buffer.from(words).toString('hex');
  const capture = async (node: string, port: string, ...filter: string[]) => {
    const tcpdump = ['timeout', '30', 'tcpdump', '-n', '-A', '-i', port, ...filter];
    const session = startSwitchover(['exec', id, node, ...tcpdump]);
    await session.said('listening on');
    return session;
  };
  // Only ESP: IKE has four zero bytes after the UDP header (RFC 3948). Most packets are pings, the rest is BGP.
  const outside = await capture('internet', 'public0', '-c', '80', 'udp port 4500 and udp[8:4] != 0');
  const inside = await capture('vm', 'eth0', '-c', '10', 'icmp');
  await switchover(['exec', id, 'vm', 'ping', '-q', '-c', '60', '-i', '0.02', '-p', pattern, '10.51.0.10']);
  const [encrypted, clear] = [await outside.ended, await inside.ended];
  t.is(encrypted.exitCode, 0, encrypted.stderr);
  t.true(clear.stdout.includes(words), 'a capture in front of the tunnel shows it');
  t.is(encrypted.stdout.match(/\.4500: UDP-encap: ESP/g)?.length, 80);
  t.false(encrypted.stdout.includes(words));
});

test.serial("the host's network does not change while the lab is up", async (t) => {
  t.deepEqual(await hostState(), t.context.before);
});

test.serial('a node has only the interfaces of its lab', async (t) => {
  const topology = labTopology('dual-redundancy');
  for (const { name, interfaces, bridges } of topology.nodes) {
    const own = new Set([
      'lo',
      ...interfaces.map((port) => port.name),
      ...bridges.map((bridge) => bridge.name),
      ...tunnelsAt(topology, name).map((tunnel) => tunnel.interface),
    ]);
    const links = linkList.parse(
      JSON.parse(await inNode(t.context.id, name, 'ip', '-json', '-details', 'link')),
    );
    // A port of one of the node's bridges is the other end of a neighbour's interface.
    const others = links.filter((link) => !own.has(link.ifname) && !own.has(link.master ?? ''));
    // The kernel itself makes tunnel devices of every kind in a new namespace. They are down and have no use.
    const up = others.filter(({ flags }) => flags.includes('UP'));
    t.deepEqual(up, [], name);
  }
});

test.serial('every node has only its documented capabilities, and reaches nothing outside the lab', (t) =>
  labIsConfined(t, { ...t.context, lab: 'dual-redundancy' }),
);

test.serial('gc keeps a lab that is up, though the process that made it has ended', async (t) => {
  const all = names(await containersOfRun(t.context.id));
  t.is((await switchover(['gc'])).exitCode, 0);
  t.deepEqual(names(await containersOfRun(t.context.id)), all);
});

test.serial('a lab that nothing happens to stays complete', async (t) => {
  const { exitCode, stdout } = await switchover(['inspect', t.context.id]);
  t.is(exitCode, 0, stdout);
});

test.serial('inspect says that a host is missing after it was killed', async (t) => {
  await killNode(t.context.id, 'host');
  const { exitCode, stdout } = await switchover(['inspect', t.context.id, '--format', 'json']);
  t.is(exitCode, 4);
  t.deepEqual(inspection.parse(JSON.parse(stdout)).missing, [{ kind: 'node', node: 'host' }]);
});

test.serial(
  'inspect says that an instance is missing after it was killed, with its tunnels and sessions',
  async (t) => {
    const { id } = t.context;
    await killNode(id, 'vnet1gw-1');
    const { exitCode, stdout } = await switchover(['inspect', id, '--format', 'json']);
    t.is(exitCode, 4);
    const { complete, missing } = inspection.parse(JSON.parse(stdout));
    t.false(complete);
    const named = missing.map(missingName);
    for (const thing of [
      'node vnet1gw-1',
      'tunnel vnet1gw-1--device1 on vnet1gw-1',
      'tunnel vnet1gw-1--device2 on vnet1gw-1',
      'BGP session from vnet1gw-1 to device1',
    ]) {
      t.true(named.includes(thing), `${thing}: ${named.join('; ')}`);
    }
    const table = await switchover(['inspect', id]);
    t.is(table.exitCode, 4);
    t.regex(table.stdout, /^Missing: .*tunnel/m);
    const exec = await switchover(['exec', id, 'vnet1gw-1', 'true']);
    t.deepEqual(exec, { exitCode: 2, stdout: '', stderr: 'vnet1gw-1 does not run.' });
  },
);

test.serial('down removes everything, and the lab is no longer up', async (t) => {
  const { id, before } = t.context;
  const down = await switchover(['down', id]);
  t.deepEqual(down, { exitCode: 0, stdout: '', stderr: `Removed ${id}.` });
  t.deepEqual(names(await containersOfRun(id)), []);
  t.false((await switchover(['list'])).stdout.includes(id));
  t.is((await switchover(['down', id])).exitCode, 2);
  t.deepEqual(await hostState(), before);
});
