import test from 'ava';
import { afterChange } from '../../../src/lab/snapshot/after-change.ts';
import { changeSchema } from '../../../src/lab/snapshot/change.ts';
import { changesBetween } from '../../../src/lab/snapshot/changes.ts';
import type { LabSnapshot } from '../../../src/lab/snapshot/snapshot.ts';
import { snapshotsOf } from '../../../src/lab/snapshot/snapshots-of.ts';
import type { NodeStatus } from '../../../src/lab/status/node-status.ts';
import { statusAfter } from '../../../src/lab/status/status-after.ts';
import { recordedCrash, recordedEvents, recordedRestoration } from '../../observations/events/recorded.ts';
import { labTopology } from '../../topology/lab-topology.ts';
import { wholeLab } from '../status/whole-lab.ts';
import { identity } from './identity.ts';
import { blackhole } from './recorded-fault.ts';

const topology = labTopology('dual-redundancy');
const names = topology.nodes.map(({ name }) => name);
const take = snapshotsOf(identity, topology);

/** A snapshot after each event of a real run in which vnet1gw-0 was killed and replaced; without packet counters. */
function recordedSnapshots(): { readonly time: number; readonly snapshot: LabSnapshot }[] {
  const statuses = new Map(names.map((node) => [node, silent(node)]));
  let crashed = false;
  return recordedEvents()
    .filter(({ kind }) => kind !== 'counters' && kind !== 'log')
    .map((event) => {
      if (!crashed && event.time > recordedCrash) {
        statuses.set('vnet1gw-0', silent('vnet1gw-0'));
        crashed = true;
      }
      statuses.set(event.node, statusAfter(statuses.get(event.node) ?? silent(event.node), event));
      const snapshot = take({ running: names, statuses: [...statuses.values()], faults: [] });
      return { time: event.time, snapshot };
    });
}

const silent = (node: string): NodeStatus => ({
  node,
  clock: { monotonicNs: 0, utcMs: Date.parse('2026-11-22T20:00:00Z') },
  ready: false,
  silent: [],
  tunnels: [],
  sessions: [],
  routes: [],
  interfaces: [],
});

const snapshots = recordedSnapshots();

test('the snapshots of a real run are complete, then incomplete, and complete again at the time in its result', (t) => {
  for (const { snapshot } of snapshots) t.is(snapshot.complete, snapshot.missing.length === 0);
  // The nodes of this run did not yet tell when packets arrive.
  const isComplete = (snapshot: LabSnapshot | undefined) =>
    snapshot?.missing.every(({ kind }) => kind === 'packets') ?? false;
  const turns = snapshots.filter(
    ({ snapshot }, index) => isComplete(snapshot) !== isComplete(snapshots[index - 1]?.snapshot),
  );
  t.deepEqual(
    turns.map(({ snapshot }) => isComplete(snapshot)),
    [true, false, true],
  );
  t.true((turns[1]?.time ?? 0) > recordedCrash);
  t.is(turns[2]?.time, recordedRestoration);
});

test('a snapshot plus its changes equals the next snapshot, at every event of a real run', (t) => {
  let changed = 0;
  for (const [index, { snapshot }] of snapshots.slice(1).entries()) {
    const before = snapshots[index]?.snapshot ?? snapshot;
    const changes = changesBetween(before, snapshot);
    changed += changes.length;
    const made = changes.reduce((made, change) => afterChange(made, change), before);
    t.deepEqual({ ...made, takenAt: snapshot.takenAt }, snapshot);
    for (const change of changes) t.deepEqual(changeSchema.parse(change), change);
  }
  t.true(changed > 50);
});

test('passing time is not a change', (t) => {
  const last = snapshots.at(-1)?.snapshot;
  if (!last) throw new Error('There is no snapshot.');
  t.deepEqual(changesBetween(last, { ...last, takenAt: '2026-11-22T23:00:00.000Z' }), []);
});

test('every part can change', (t) => {
  const statuses = names.map(silent);
  const before = take({ running: names, statuses, faults: [] });
  const timers = before.timers.slice(1);
  const after = take({ running: names.slice(1), statuses, faults: [blackhole], timers });
  const changes = changesBetween(before, after);
  t.deepEqual(
    changes.map(({ part }) => part),
    ['node', 'faults', 'timers'],
  );
  t.deepEqual({ ...changes.reduce(afterChange, before), takenAt: '' }, { ...after, takenAt: '' });
});

test('packets that pass are not a change; that a tunnel carries none any more is one', (t) => {
  const statuses = wholeLab(topology);
  const [device] = topology.nodes.filter(({ role }) => role === 'device');
  const node = device?.name ?? '';
  const counted = (quiet: number) =>
    statuses.map((status) =>
      status.node === node
        ? statusAfter(status, {
            ...{ node, kind: 'counters', interface: 'ipsec0', in: 11, out: 21, quiet },
            time: status.clock.monotonicNs + 1e9,
          })
        : status,
    );
  const at = (all: readonly NodeStatus[]) => take({ running: names, statuses: all, faults: [] });
  const before = at(statuses);
  const after = at(counted(0.1e9));
  t.notDeepEqual(after.tunnels, before.tunnels);
  t.deepEqual(changesBetween(before, after), []);
  const parts = changesBetween(before, at(counted(3.5e9))).map(({ part }) => part);
  t.deepEqual(parts, ['missing']);
});
