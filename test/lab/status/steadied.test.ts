import test from 'ava';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { steadied } from '../../../src/lab/status/steadied.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { wholeLab } from './whole-lab.ts';

const [before] = wholeLab(labTopology('dual-redundancy')).filter(({ node }) => node === 'device1');
if (!before) throw new Error('There is no device1.');

/** The node's answer 10.4 s later, with times in whole seconds. */
const later = (seconds: number): NodeStatus => ({
  ...before,
  clock: { monotonicNs: before.clock.monotonicNs + 10.4e9, utcMs: before.clock.utcMs + 10_400 },
  tunnels: before.tunnels.map((tunnel) => ({ ...tunnel, establishedSeconds: seconds })),
  sessions: before.sessions.map((session) => ({ ...session, upSeconds: seconds })),
});

test('a tunnel or session that stayed up keeps the start of its first report', (t) => {
  const { tunnels, sessions } = steadied(later(71), before);
  t.true(tunnels.every(({ establishedSeconds }) => establishedSeconds === 70.4));
  t.true(sessions.every(({ upSeconds }) => upSeconds === 70.4));
});

test('a tunnel that came up again in between has a later start', (t) => {
  const { tunnels, sessions } = steadied(later(3), before);
  t.true(tunnels.every(({ establishedSeconds }) => establishedSeconds === 3));
  t.true(sessions.every(({ upSeconds }) => upSeconds === 3));
});

test('a tunnel that was not up before has the start from the answer', (t) => {
  const { tunnels } = steadied(later(71), { ...before, tunnels: [] });
  t.true(tunnels.every(({ establishedSeconds }) => establishedSeconds === 71));
});
