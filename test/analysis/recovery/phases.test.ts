import test from 'ava';
import type { Phases } from '../../../src/analysis/recovery/phases.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { directionOf, resultOf } from '../results.ts';
import { charonSaid, crash, gaveUp, ms, tunnels } from '../synthetic.ts';

const events = crash().events ?? [];

function phasesWith(changed: readonly NodeEvent[], silent = true): Record<'out' | 'back', Phases | null> {
  const result = resultOf({ ...crash(), events: changed }, { silent });
  return {
    out: directionOf(result, 'outward').phases,
    back: directionOf(result, 'return').phases,
  };
}

const without = (kinds: readonly NodeEvent['kind'][], node: string) =>
  events.filter((event) => event.node !== node || !kinds.includes(event.kind));

test('azure to site: detected by the health probe, converged with the route, restored with the first packet', (t) => {
  const { out } = phasesWith(events);
  t.is(out?.node, 'testvnet1');
  t.is(out?.detectionMs, 780);
  t.is(out?.convergenceMs, 71);
  t.true((out?.restorationMs ?? -1) >= 0 && (out?.restorationMs ?? 99) < 5);
  t.deepEqual(out?.decidedBy, {
    mechanism: 'health-probe',
    node: 'testvnet1',
    text: 'health probe (BFD) on testvnet1',
    whose: 'assumed',
  });
  t.deepEqual(out?.notSeen, []);
  t.deepEqual(
    out?.steps.map(({ endedBy }) => endedBy),
    [
      'BFD session with 10.12.255.4 down on testvnet1',
      'route to 10.51.0.0/16 left the failed next hop on testvnet1',
      'first good packet of the last flow',
    ],
  );
});

test('site to azure: the device that was last explains the direction', (t) => {
  const { back } = phasesWith(events);
  t.is(back?.path, tunnels[1]);
  t.is(back?.flows, 4);
  t.is(back?.detectionMs, 2800);
  t.is(back?.convergenceMs, 71);
  t.is(back?.decidedBy?.text, 'IKE dead peer detection on device2');
});

test('the end of a tunnel that is collected after its route has changed decides all the same', (t) => {
  const late = events.map((event) =>
    event.node === 'device2' && event.kind === 'ike' && !event.up ? { ...event, time: ms(7883) } : event,
  );
  const { back } = phasesWith(late);
  t.is(back?.decidedBy?.text, 'IKE dead peer detection on device2');
  t.is(back?.detectionMs, 2871);
  t.is(back?.convergenceMs, 0);
});

test('the three phases add up to the time until the last flow was back', (t) => {
  for (const phases of Object.values(phasesWith(events))) {
    const sum = (phases?.detectionMs ?? 0) + (phases?.convergenceMs ?? 0) + (phases?.restorationMs ?? 0);
    t.true(Math.abs(sum - (phases?.totalMs ?? 0)) <= 0.002);
  }
});

test('a BGP session that goes down first decides, and its reason tells by what', (t) => {
  const down = (reason?: string): readonly NodeEvent[] => [
    ...without(['ike'], 'device2'),
    {
      node: 'device2',
      time: ms(7790),
      kind: 'bgp',
      neighbor: '10.12.255.4',
      up: false,
      ...(reason !== undefined && { reason }),
    },
  ];
  const decided = (reason?: string, silent = true) => phasesWith(down(reason), silent).back?.decidedBy?.text;
  t.is(decided('Hold Timer Expired'), 'BGP hold timer on device2');
  t.is(decided('BGP Notification send'), 'BGP hold timer on device2');
  t.is(decided('BGP Notification received', false), 'BGP NOTIFICATION received by device2');
  t.is(decided('BFD down received'), 'BFD on device2');
  t.is(decided('User reset', false), 'BGP session reset by device2');
  t.is(decided('Peer closed the session', false), 'BGP session closed by the peer of device2');
  t.is(decided('Waiting for NHT', false), 'BGP session lost on device2');
  t.is(decided(), 'BGP session lost on device2');
});

test('why an IKE SA went down is read from the log of its node, whatever the fault', (t) => {
  const decided = (...lines: readonly string[]) =>
    phasesWith([
      ...without(['log'], 'device2'),
      ...lines.map((line, index) => charonSaid('device2', ms(7798 + index), line)),
    ]).back?.decidedBy?.text;
  t.is(
    decided("06[IKE] destroying duplicate IKE_SA for peer '203.0.113.10', received INITIAL_CONTACT"),
    'INITIAL_CONTACT received by device2',
  );
  const own = `15[IKE] deleting IKE_SA ${tunnels[1]}[1] between 192.0.2.21[192.0.2.21]...203.0.113.10[203.0.113.10]`;
  t.is(decided(`14[IKE] received DELETE for IKE_SA ${tunnels[1]}[1]`, own), 'IKE DELETE received by device2');
  t.is(decided(own, `15[IKE] sending DELETE for IKE_SA ${tunnels[1]}[1]`), 'IKE DELETE sent by device2');
  t.is(decided(`14[IKE] received DELETE for IKE_SA ${tunnels[3]}[1]`), 'IKE SA lost on device2');
  t.is(decided(), 'IKE SA lost on device2');
});

test('a node whose own charon dies loses the interface of the tunnel, and needs no timer', (t) => {
  const { back } = phasesWith([
    { node: 'device2', time: ms(5006), kind: 'carrier', interface: 'tun0', up: false },
    ...events,
  ]);
  t.is(back?.decidedBy?.text, 'loss of carrier on device2');
});

test('a detection event that is missing is named', (t) => {
  const { back } = phasesWith(without(['ike', 'bgp'], 'device2'));
  t.is(back?.detectionMs, null);
  t.is(back?.convergenceMs, null);
  t.not(back?.restorationMs, null);
  t.is(back?.decidedBy, null);
  t.deepEqual(back?.notSeen, ['no event of device2 shows that it noticed']);
});

test('a route event that is missing is named', (t) => {
  const { back } = phasesWith(without(['route'], 'device2'));
  t.is(back?.detectionMs, 2800);
  t.is(back?.convergenceMs, null);
  t.is(back?.restorationMs, null);
  t.deepEqual(back?.notSeen, ['no route event of device2 removes the failed next hop']);
});

test('events of other nodes or tunnels, before the fault or about the return are ignored', (t) => {
  const noise: readonly NodeEvent[] = [
    { node: 'device2', time: ms(4000), kind: 'ike', tunnel: tunnels[1], up: false },
    { node: 'device2', time: ms(6000), kind: 'ike', tunnel: tunnels[3], up: false },
    { node: 'device2', time: ms(6100), kind: 'ike', tunnel: tunnels[1], up: true },
    { node: 'vnet1gw-0', time: ms(6200), kind: 'ike', tunnel: tunnels[1], up: false },
    {
      node: 'device2',
      time: ms(12_000),
      kind: 'route',
      prefix: '10.11.0.0/16',
      nextHops: [{ interface: 'tun0' }],
    },
    {
      node: 'device2',
      time: ms(12_500),
      kind: 'route',
      prefix: '10.11.0.0/16',
      nextHops: [{ interface: 'tun1' }],
    },
  ];
  t.deepEqual(phasesWith([...noise, ...events]), phasesWith(events));
});

test('a route that is taken away just before the SA is reported down gives a convergence of zero', (t) => {
  const { back } = phasesWith([
    ...without(['ike', 'log'], 'device2'),
    charonSaid('device2', ms(7872), gaveUp),
    { node: 'device2', time: ms(7873), kind: 'ike', tunnel: tunnels[1], up: false },
  ]);
  t.is(back?.detectionMs, 2871);
  t.is(back?.convergenceMs, 0);
  t.is(back?.decidedBy?.text, 'IKE dead peer detection on device2');
});
