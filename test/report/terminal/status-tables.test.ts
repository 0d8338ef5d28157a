import test from 'ava';
import { profileNamed } from '../../../src/definition/profile.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import { statusTables } from '../../../src/report/terminal/status-tables.ts';
import { buildTopology } from '../../../src/topology/build-topology.ts';
import type { Topology } from '../../../src/topology/topology.ts';
import { identity } from '../../lab/snapshot/identity.ts';
import { wholeLab } from '../../lab/status/whole-lab.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { hundredTunnels, largeLab } from '../../topology/large-lab.ts';

const large = buildTopology(largeLab(hundredTunnels), profileNamed('fast'));

/** What `inspect` prints while some nodes do not run. */
function inspect(topology: Topology, gone: readonly string[] = []): string {
  const statuses = wholeLab(topology).filter(({ node }) => !gone.includes(node));
  const running = statuses.map(({ node }) => node);
  return statusTables({
    snapshot: snapshotsOf(identity, topology)({ running, statuses, faults: [] }),
    statuses,
  });
}

test('a small lab has a row for each tunnel, session and route', (t) => {
  const text = inspect(labTopology('dual-redundancy'));
  t.regex(text, /^NODE +TUNNEL TO +IKE/m);
  t.is(text.match(/ESTABLISHED/g)?.length, 8);
  t.regex(text, /Fully redundant\.$/);
});

test('a lab of a hundred tunnels has a row for each node', (t) => {
  const lines = inspect(large).split('\n');
  t.is(lines.filter((line) => / of \d/.test(line)).length, 1 + 2 + 7 + 50);
  t.true(lines.some((line) => /^gw-0 +ready +50 of 50 +52 of 52 +7 of 7$/.test(line)));
  t.is(lines.at(-1), 'Fully redundant.');
});

test('after a crash among a hundred tunnels no line is long, and what is missing is counted by kind', (t) => {
  const lines = inspect(large, ['gw-0']).split('\n');
  t.true(lines.length < 80);
  t.deepEqual(
    lines.filter((line) => line.length > 600),
    [],
  );
  t.true(lines.some((line) => /^gw-0 +down +0 of 50/.test(line)));
  t.regex(lines.at(-1) ?? '', /^Missing: 1 node: node gw-0; 50 tunnel ends: .* and 47 more; /);
  t.regex(lines.at(-1) ?? '', /With --format json, all are listed\.$/);
});

test('tunnels that carry nothing are named, the first of many', (t) => {
  const statuses = wholeLab(large).map((status) => ({
    ...status,
    interfaces: status.interfaces.map((port) => ({ ...port, quietSeconds: 60 })),
  }));
  const running = statuses.map(({ node }) => node);
  const text = statusTables({
    snapshot: snapshotsOf(identity, large)({ running, statuses, faults: [] }),
    statuses,
  });
  t.regex(text, /Up, but without a packet for more than 3 s: gw-0--d0, .* and 92 more\./);
});
