import test from 'ava';
import { EngineClock } from '../../../src/lab/snapshot/engine-clock.ts';
import { LabView } from '../../../src/lab/snapshot/lab-view.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { askedAt, wholeLab } from '../status/whole-lab.ts';
import { identity } from './identity.ts';
import { blackhole } from './recorded-fault.ts';

const topology = labTopology('dual-redundancy');
const statuses = wholeLab(topology);
const containers = new Map(topology.nodes.map(({ name }) => [name, `container of ${name}`]));

const device1 = { node: 'device1', time: askedAt.monotonicNs + 1e9 };
const tunnelDown = { ...device1, kind: 'child', tunnel: 'vnet1gw-0', up: false } as const;

const isInstalled = (view: LabView) => view.snapshot().tunnels[0]?.ends[1].installed;

test('a lab is complete when the answers of all nodes are', (t) => {
  const view = new LabView(identity, topology, new EngineClock());
  t.true(view.snapshot().nodes.every(({ running }) => !running));
  view.run(containers);
  t.true(view.snapshot().nodes.every(({ running, ready }) => running && !ready));
  for (const status of statuses) view.answer(status);
  t.true(view.snapshot().complete);
});

test("an event changes a node's answer", (t) => {
  const view = wholeView();
  view.hear(tunnelDown);
  t.false(isInstalled(view));
  t.is(view.snapshot().missing.length, 1);
});

test('an answer overrides earlier events, but not those since the question', (t) => {
  const view = wholeView();
  view.hear(tunnelDown);
  view.answer(answered(askedAt.monotonicNs + 0.5e9));
  t.false(isInstalled(view));
  view.answer(answered(askedAt.monotonicNs + 1.5e9));
  t.true(isInstalled(view));
});

test('before its first answer, a node has what its events report, and keeps it afterwards', (t) => {
  const view = new LabView(identity, topology, new EngineClock());
  view.run(containers);
  view.hear({ ...device1, kind: 'ready' });
  t.like(nodePart(view), { running: true, ready: true });
  view.hear(tunnelDown);
  for (const status of statuses) view.answer(status);
  t.false(isInstalled(view));
});

test("a node in a new container has nothing of the old one's state", (t) => {
  const view = wholeView();
  view.run(new Map([...containers, ['device1', 'another container']]));
  t.like(nodePart(view), { running: true, ready: false });
  t.false(isInstalled(view));
});

test('a node that no longer runs has nothing, and its late events and answers are ignored', (t) => {
  const view = wholeView();
  view.run(new Map([...containers].filter(([node]) => node !== 'device1')));
  view.hear({ ...device1, kind: 'ready' });
  view.answer(answered(askedAt.monotonicNs + 2e9));
  t.like(nodePart(view), { running: false, ready: false });
});

test('a fault is in the snapshot until it is undone', (t) => {
  const view = wholeView();
  view.break([blackhole]);
  t.like(view.snapshot().faults, [{ fault: 'blackhole', target: 'host' }]);
  view.break([]);
  t.deepEqual(view.snapshot().faults, []);
});

function wholeView(): LabView {
  const view = new LabView(identity, topology, new EngineClock());
  view.run(containers);
  for (const status of statuses) view.answer(status);
  return view;
}

function answered(monotonicNs: number): NodeStatus {
  const status = statuses.find(({ node }) => node === 'device1');
  if (!status) throw new Error('There is no device1.');
  return { ...status, clock: { ...status.clock, monotonicNs } };
}

const nodePart = (view: LabView) => view.snapshot().nodes.find(({ name }) => name === 'device1');
