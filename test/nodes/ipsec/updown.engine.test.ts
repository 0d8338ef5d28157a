import test, { type ExecutionContext } from 'ava';
import { notYet, ready } from '../../../src/base/until.ts';
import type { FileContent } from '../../../src/engine/containers/archive.ts';
import type { Container } from '../../../src/engine/containers/container.ts';
import { charonNeeds, everyNodeNeeds, frrNeeds } from '../../../src/nodes/capabilities.ts';
import { frrFiles, startFrr } from '../../../src/nodes/frr/start-frr.ts';
import { updownScriptOf } from '../../../src/nodes/ipsec/strongswan/updown.ts';
import { testContainer } from '../../engine/real-engine.ts';
import { eventually } from '../../eventually.ts';

/**
 * charon's script and FRR's daemons, with a device that is no tunnel: what becomes of the routes over it when its
 * address comes back at once.
 */

const frr = new Map([
  ['zebra', 'no zebra nexthop kernel enable\n'],
  ['staticd', 'ip route 10.51.0.0/16 10.52.255.254\n'],
] as const);

const start = [
  ...startFrr([...frr.keys()]),
  'ip link add ipsec0 type veth peer name far0',
  'ip link set ipsec0 up',
  'ip link set far0 up',
];

/** As charon calls it: as root, but with the right to change the network alone. */
const event = (verb: string): string =>
  `PLUTO_VERB=${verb} setpriv --no-new-privs --bounding-set=-all,+net_admin /updown 10.12.255.4 10.52.255.254 ipsec0`;

/** For as long as zebra is stopped it hears nothing of the kernel. */
const stopped = (zebra: 'STOP' | 'CONT'): string => `kill -${zebra} "$(cat /run/frr/zebra.pid)"`;

test('the routes over a tunnel come back with its address, however soon that is', async (t) => {
  const { run, hasRoute } = await testNode(t);
  for (let round = 0; round < 5; round++) {
    await run(stopped('STOP'), event('down-client'), `${event('up-client')} &`, stopped('CONT'), 'wait $!');
    await hasRoute();
  }
  t.pass();
});

test('a zebra that hangs does not keep the address from a tunnel', async (t) => {
  const { run } = await testNode(t);
  await run(stopped('STOP'), event('down-client'), event('up-client'));
  t.regex(await run('ip -4 address show dev ipsec0'), / peer 10\.52\.255\.254\/32 /);
});

/** A node whose tunnel is up, and which has the route over it. */
async function testNode(t: ExecutionContext) {
  const container = await testContainer(t, 'while :; do sleep 60; done', {
    // The last one only for giving up the others.
    capabilities: [...new Set([...everyNodeNeeds, ...frrNeeds, ...charonNeeds]), 'SETPCAP'],
    files: new Map<string, FileContent>([
      ...frrFiles(frr).map(([path, content]): [string, FileContent] => [path, { content }]),
      ['/updown', { content: updownScriptOf([]), mode: 0o755 }],
    ]),
  });
  await container.start();
  const run = async (...lines: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await container.exec(['sh', '-euc', lines.join('\n')]);
    t.is(exitCode, 0, stderr);
    return stdout;
  };
  await run(...start, event('up-client'));
  await routeIn(container);
  return { run, hasRoute: () => routeIn(container) };
}

const routeIn = (container: Container): Promise<void> =>
  eventually(
    'The static route in the kernel',
    async () => {
      const { stdout } = await container.exec(['ip', 'route']);
      return stdout.includes('10.51.0.0/16 via 10.52.255.254 dev ipsec0') ? ready(undefined) : notYet(stdout);
    },
    { timeoutMs: 5_000, intervalMs: 20 },
  );
