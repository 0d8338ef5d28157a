import test from 'ava';
import { predict } from '../../../src/analysis/prediction/prediction.ts';
import { analysisContext } from '../../../src/analysis/recovery/analysis-context.ts';
import { decisionOf, decisionText } from '../../../src/analysis/recovery/mechanism.ts';
import { restOf } from '../../../src/analysis/recovery/whose.ts';
import { profileNamed } from '../../../src/definition/profile.ts';
import { buildTopology } from '../../../src/topology/build-topology.ts';
import { labDefinition, labTopology } from '../../topology/lab-topology.ts';

const azure = profileNamed('azure');
const none = { away: [] };

/** What the line of device1 means to the two directions, with the timers of Azure. */
const context = analysisContext(labTopology('dual-redundancy', 'azure'), azure, [
  {
    broken: { nodes: [], tunnels: ['vnet1gw-0--device1', 'vnet1gw-1--device1'] },
    target: 'device1:wan0',
    silent: true,
  },
]);
const [event] = context.events;
const pointOn = (node: string) => event?.recovery.find((point) => point.node === node);

test('a result says whose number decided', (t) => {
  const text = (mechanism: Parameters<typeof restOf>[0], node: string) =>
    decisionText(decisionOf(mechanism, node, restOf(mechanism, pointOn(node), context, none)));
  t.is(text('dpd', 'device1'), 'IKE dead peer detection on device1 (your timer)');
  t.is(text('bgp-hold', 'vnet1gw-0'), 'BGP hold timer on vnet1gw-0 (documented timer)');
  t.is(text('takeover', 'vnet1gw-1'), 'takeover of the addresses (VRRP) on vnet1gw-1 (assumed timer)');
  t.is(text('health-probe', 'testvnet1'), 'health probe (BFD) on testvnet1 (assumed timer)');
  t.is(text('bgp-notification', 'device1'), 'BGP NOTIFICATION received by device1');
});

test('how long a repair or a new record takes is yours if the fault was asked for with it', (t) => {
  const whose = (parameters?: { lastsSeconds?: number; recordSeconds?: number }) =>
    restOf('repair', pointOn('device1'), context, { ...none, ...(parameters && { parameters }) }).whose;
  t.is(whose(), 'assumed');
  t.is(whose({ lastsSeconds: 5 }), 'yours');
  t.is(whose({ recordSeconds: 5 }), 'yours');
});

test('a hold time with which the session flaps on Azure is marked', (t) => {
  const point = pointOn('device1');
  const text = (holdSeconds: number) =>
    decisionText(
      decisionOf(
        'bgp-hold',
        'device1',
        restOf(
          'bgp-hold',
          point && { ...point, bgp: { keepaliveSeconds: 10, holdSeconds, connectRetrySeconds: 10 } },
          context,
          none,
        ),
      ),
    );
  t.is(text(30), 'BGP hold timer on device1 (your timer; flaps on Azure, which keeps 60/180 s)');
  t.is(text(180), 'BGP hold timer on device1 (documented timer)');
});

test('on an instance, the end of a session with its tunnel is an assumption', (t) => {
  const { assumption, whose } = restOf('dpd', pointOn('vnet1gw-0'), context, none);
  t.is(whose, 'documented');
  t.is(assumption, 'azureBgpFollowsTunnel');
  t.is(restOf('dpd', pointOn('device1'), context, none).assumption, undefined);
});

test('the prediction says both: with the session that follows its tunnel, and with the one that does not', (t) => {
  if (!event) return t.fail();
  const outward = { pair: event.recovery[0]?.pair ?? '', name: 'outward' as const, flows: [] };
  const usual = predict(outward, event, context);
  t.is(usual?.points[0]?.decidedBy.mechanism, 'dpd');
  t.deepEqual([usual?.minMs, usual?.maxMs], [44_010, 46_010]);
  t.deepEqual([usual?.otherwise?.minMs, usual?.otherwise?.maxMs], [120_071, 180_071]);
  const kept = predict(outward, event, {
    ...context,
    timers: { ...context.timers, azureBgpFollowsTunnel: false },
  });
  t.is(kept?.points[0]?.decidedBy.mechanism, 'bgp-hold');
  t.deepEqual([kept?.minMs, kept?.otherwise?.maxMs], [120_071, 46_010]);
});

test('each of several events is predicted as a single one, unless only all together leave no path', (t) => {
  const topology = labTopology('dual-redundancy', 'azure');
  const lineOf = (device: string) => ({
    broken: { nodes: [], tunnels: [`vnet1gw-0--${device}`, `vnet1gw-1--${device}`] },
    target: `${device}:wan0`,
    silent: true,
  });
  const predictions = (devices: readonly string[]) => {
    const several = analysisContext(topology, azure, devices.map(lineOf));
    return several.events.map((own) =>
      predict({ pair: own.recovery[0]?.pair ?? '', name: 'outward', flows: [] }, own, several),
    );
  };
  const [single] = predictions(['device1']);
  t.is(single?.maxMs, 46_010);
  t.deepEqual(predictions(['device1', 'device1']), [single, single]);
  t.deepEqual(predictions(['device1', 'device2']), [null, null]);
});

test('the end of a tunnel is no detection where the session outlives it', (t) => {
  const profile = { ...azure, azureBgpFollowsTunnel: false };
  const kept = analysisContext(buildTopology(labDefinition('dual-redundancy'), profile), profile, [
    { broken: { nodes: [], tunnels: ['vnet1gw-0--device1'] }, target: 'device1:wan0', silent: true },
  ]);
  const watched = (node: string) =>
    kept.events[0]?.recovery.find((point) => point.node === node)?.watches.tunnels;
  t.deepEqual(watched('vnet1gw-0'), []);
  t.deepEqual(watched('device1'), ['vnet1gw-0']);
});
