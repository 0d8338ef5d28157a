import test from 'ava';
import { afterChange } from '../../../src/lab/snapshot/after-change.ts';
import { EngineClock } from '../../../src/lab/snapshot/engine-clock.ts';
import { type LabUpdate, labUpdateSchema } from '../../../src/lab/snapshot/lab-update.ts';
import type { LabSnapshot } from '../../../src/lab/snapshot/snapshot.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import { Updates } from '../../../src/lab/snapshot/updates.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { askedAt, wholeLab } from '../status/whole-lab.ts';
import { identity } from './identity.ts';

const topology = labTopology('dual-redundancy');
const take = snapshotsOf(identity, topology);
const names = topology.nodes.map(({ name }) => name);
const whole = take({ running: names, statuses: wholeLab(topology), faults: [] });
const without = (node: string): LabSnapshot =>
  take({ running: names.filter((name) => name !== node), statuses: wholeLab(topology), faults: [] });

test('a subscriber gets the snapshot, then numbered updates that lead to the next snapshots', (t) => {
  const updates = new Updates(whole, clock());
  const told: LabUpdate[] = [];
  updates.subscribe((update) => told.push(update));
  updates.event({
    node: 'device1',
    time: askedAt.monotonicNs + 250e6,
    kind: 'bfd',
    neighbor: 'x',
    up: false,
  });
  updates.become(without('device1'));
  updates.become(whole);
  updates.end();
  t.deepEqual(
    told.map(({ sequence }) => sequence),
    told.map((_, index) => index),
  );
  t.deepEqual(told[0], { kind: 'snapshot', sequence: 0, snapshot: whole });
  t.like(told[1], { kind: 'event', at: '2026-11-22T21:10:20.250Z', event: { kind: 'bfd' } });
  t.is(told.at(-1)?.kind, 'end');
  for (const update of told) t.deepEqual(labUpdateSchema.parse(update), update);
  const changes = told.flatMap((update) => (update.kind === 'change' ? [update.change] : []));
  t.true(changes.length > 4);
  t.deepEqual(changes.reduce(afterChange, whole), whole);
});

test('a later subscriber gets the current snapshot, with the number of the last update', (t) => {
  const updates = new Updates(whole, clock());
  updates.subscribe(() => {});
  updates.become(without('host'));
  const told: LabUpdate[] = [];
  updates.subscribe((update) => told.push(update));
  t.deepEqual(told, [{ kind: 'snapshot', sequence: 2, snapshot: without('host') }]);
});

test('a subscriber that has cancelled hears nothing', (t) => {
  const updates = new Updates(whole, clock());
  let told = 0;
  const stop = updates.subscribe(() => {
    told += 1;
  });
  stop();
  updates.end();
  t.is(told, 1);
});

function clock(): EngineClock {
  const engine = new EngineClock();
  engine.set(askedAt, askedAt.utcMs);
  return engine;
}
