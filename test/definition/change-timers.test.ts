import test from 'ava';
import {
  notesOnTimers,
  objectionToTimers,
  type TimerChange,
  withChangedTimers,
} from '../../src/definition/change-timers.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { labDefinition } from '../topology/lab-topology.ts';

const dual = labDefinition('dual-redundancy');
const [one] = dual.connections.map(({ name }) => name);
const bgp = { keepaliveSeconds: 1, holdSeconds: 6 };

const devicesOf = (definition: typeof dual) => definition.sites.flatMap(({ devices }) => devices);

test('one connection gets a DPD timeout, and its devices get BGP timers', (t) => {
  const changed = withChangedTimers(dual, { connection: 'vnet1tosite5_1', dpdTimeoutSeconds: 10, bgp });
  t.deepEqual(
    changed.connections.map(({ dpdTimeoutSeconds }) => dpdTimeoutSeconds),
    [10, undefined],
  );
  t.deepEqual(
    devicesOf(changed).map(({ bgpTimers }) => bgpTimers),
    [bgp, undefined],
  );
});

test('all means every connection and every device', (t) => {
  const changed = withChangedTimers(dual, { connection: 'all', dpdTimeoutSeconds: 10, bgp });
  t.true(changed.connections.every(({ dpdTimeoutSeconds }) => dpdTimeoutSeconds === 10));
  t.true(devicesOf(changed).every(({ bgpTimers }) => bgpTimers?.holdSeconds === 6));
});

const refused: readonly [string, TimerChange, RegExp][] = [
  ['nothing', { connection: 'all' }, /No timer is given/],
  ['an unknown connection', { connection: 'x', dpdTimeoutSeconds: 9 }, /no connection "x".*VNet1toSite5_1/],
  ['a DPD timeout of 1 s', { connection: 'all', dpdTimeoutSeconds: 1 }, /2 to 3600 whole seconds, not 1/],
  ['half a second', { connection: 'all', dpdTimeoutSeconds: 9.5 }, /whole seconds, not 9.5/],
  [
    'a hold time below three keepalives',
    { connection: 'all', bgp: { keepaliveSeconds: 3, holdSeconds: 8 } },
    /at least three times that/,
  ],
];
for (const [what, change, why] of refused) {
  test(`refused: ${what}`, (t) => t.regex(objectionToTimers(dual, change) ?? '', why));
}

test('what can be had is not refused', (t) => {
  t.is(objectionToTimers(dual, { connection: one ?? '', dpdTimeoutSeconds: 2, bgp }), undefined);
});

test('the BGP timers of two gateways cannot be changed', (t) => {
  const transit = labDefinition('vnet-transit');
  const between =
    transit.connections.find(({ virtualNetworkGateway2 }) => virtualNetworkGateway2)?.name ?? '';
  t.regex(
    objectionToTimers(transit, { connection: between, bgp }) ?? '',
    /BGP timers of a gateway cannot be/,
  );
});

test('a device with a configuration of its own keeps it', (t) => {
  const [site, ...sites] = dual.sites;
  const [device, ...others] = site?.devices ?? [];
  if (!site || !device) throw new Error('There is no device.');
  const own = { ...device, frr: { content: 'router bgp 1', file: 'bgpd.conf' } };
  const definition = { ...dual, sites: [{ ...site, devices: [own, ...others] }, ...sites] };
  t.regex(objectionToTimers(definition, { connection: 'all', bgp }) ?? '', /bgpd.conf of device1 is its own/);
  t.is(objectionToTimers(definition, { connection: 'all', dpdTimeoutSeconds: 9 }), undefined);
});

test('notes say what Azure would make of the timers, and what has no effect', (t) => {
  const notes = (profile: 'azure' | 'fast', change: Omit<TimerChange, 'connection'>) =>
    notesOnTimers(dual, profileNamed(profile), { connection: 'all', ...change }).join(' ');
  t.regex(
    notes('fast', { dpdTimeoutSeconds: 5 }),
    /^Azure accepts .* 9 to 3600 s\. 5 s are for a lab only\.$/,
  );
  t.regex(notes('azure', { dpdTimeoutSeconds: 10 }), /^Microsoft recommends .* 30 to 45 s\.$/);
  t.is(notes('azure', { dpdTimeoutSeconds: 40 }), '');
  t.regex(
    notes('azure', { bgp }),
    /^Azure sends a keepalive every 60 s, .* FRR agrees on the lower hold time\.$/,
  );
  t.regex(
    notes('fast', { bgp: { keepaliveSeconds: 60, holdSeconds: 180 } }),
    /^The gateways of this lab have a hold time of 9 s, and both ends keep the lower one\.$/,
  );
});
