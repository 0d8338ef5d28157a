import test, { type ExecutionContext } from 'ava';
import { notYet, ready } from '../../src/base/until.ts';
import type { Container } from '../../src/engine/containers/container.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import { type NodePlan, permissionsOf } from '../../src/nodes/node-plan.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { paths } from '../../src/nodes/scripts/start-script.ts';
import { refusesLine } from '../../src/observations/events/frr-log.ts';
import { parseAgentLine } from '../../src/observations/events/parse-agent-line.ts';
import { testContainer } from '../engine/real-engine.ts';
import { eventually } from '../eventually.ts';
import { labTopology } from '../topology/lab-topology.ts';

/** FRR of the node image with the files of a device that has all of its daemons: BGP, BFD and static routes. */

test('FRR takes every line of its files, and has the rule about BGP peers and the static routes', async (t) => {
  const container = await started(t, device());
  await logged(container, (line) => line.includes('"kind":"ready"'));
  t.deepEqual(await refusals(container), []);
  const { stdout } = await container.exec(['vtysh', '-d', 'zebra', '-c', 'show ip nht route-map']);
  t.regex(stdout, /^bgp +: own-wire/m);
  const known = await container.exec(['vtysh', '-d', 'zebra', '-c', 'show ip nht']);
  t.regex(known.stdout, /Client list: static/);
});

for (const file of ['mgmtd', 'zebra-own', 'staticd', 'bgpd', 'bfdd']) {
  test(`a line of ${file}.conf that FRR refuses is told`, async (t) => {
    const path = `/etc/frr/${file}.conf`;
    const container = await started(t, device(), (name, content) =>
      name === path ? `${content}nonsense of ${file}\n` : content,
    );
    await logged(
      container,
      (line) => line.includes(`on config line`) && line.includes(`nonsense of ${file}`),
    );
    t.true((await refusals(container)).some((text) => text.endsWith(`nonsense of ${file}`)));
  });
}

function device(): NodePlan {
  const plans = planNodes(labTopology('active-active-static', 'fast'), dataplaneNamed('userspace'));
  const plan = plans.find(({ node }) => node === 'device1');
  if (!plan) throw new Error('active-active-static has a device1.');
  return plan;
}

/** A container that starts the FRR of a node, and nothing else of it. */
async function started(
  t: ExecutionContext,
  { files, capabilities }: NodePlan,
  change = (_path: string, content: string): string => content,
): Promise<Container> {
  const frr = [...files].filter(([path]) => path.startsWith('/etc/frr/') || path === paths.beforeLinks);
  const container = await testContainer(t, '', {
    command: ['switchover-agent', '--first', paths.beforeLinks, '--wait-link', 'lo', '--', 'true'],
    capabilities,
    files: new Map(
      frr.map(([path, file]) => [path, { content: change(path, file.content), mode: permissionsOf(file) }]),
    ),
  });
  await container.start();
  return container;
}

async function refusals(container: Container): Promise<string[]> {
  const events = (await container.lastLogLines(1000)).map((line) => parseAgentLine('device1', line));
  return events.flatMap((event) => (event?.kind === 'log' && refusesLine(event) ? [event.text] : []));
}

function logged(container: Container, is: (line: string) => boolean): Promise<true> {
  const look = async () => {
    const lines = await container.lastLogLines(1000);
    return lines.some(is) ? ready<true>(true) : notYet(lines.join('\n'));
  };
  return eventually('The line of the log', look, { timeoutMs: 10_000, intervalMs: 50 });
}
