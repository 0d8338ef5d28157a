import test from 'ava';
import { analyse } from '../../src/analysis/analyse.ts';
import { directionResults } from '../../src/analysis/direction-results.ts';
import { trialResultSchema } from '../../src/analysis/result.ts';
import { verdictOn } from '../../src/analysis/verdict/verdict.ts';
import { changed, contains, directionOf, flagsOf, numbered, resultOf } from './results.ts';
import { context, crash, ms, observe, tunnels } from './synthetic.ts';

test('an undisturbed trial has no outage, no hit and no quality flag', (t) => {
  const result = resultOf({});
  t.deepEqual(result.quality.flags, []);
  t.true(result.quality.valid);
  for (const direction of directionResults(result)) {
    t.is(direction.flowsHit, 0);
    t.is(direction.outage, null);
    t.is(direction.outagePerFlow, null);
    t.is(direction.lastFlowBack, null);
    t.is(direction.phases, null);
    t.is(direction.comparison.verdict, 'not-comparable');
  }
});

test('a crash is measured in each direction separately', (t) => {
  const result = resultOf(crash());
  const out = directionOf(result, 'outward');
  const back = directionOf(result, 'return');
  t.is(out.flowsHit, 8);
  t.is(back.flowsHit, 8);
  t.true(contains(out.outage, 851));
  t.true(contains(back.outage, 2871));
  t.true(contains(back.outagePerFlow?.min ?? null, 2571));
  t.true(contains(back.outagePerFlow?.max ?? null, 2871));
  t.is(back.firstFlowBack && Math.round(back.firstFlowBack.estimateMs / 10), 257);
  t.is(back.lastFlowBack && Math.round(back.lastFlowBack.estimateMs / 10), 287);
  t.deepEqual(flagsOf(result), []);
});

test('pooling four flows of a path makes the bracket about four times as narrow', (t) => {
  const { pooled, outagePerFlow } = directionOf(resultOf(crash()), 'outward');
  t.is(pooled.length, 2);
  for (const pool of pooled) {
    t.is(pool.flows, 4);
    t.is(pool.flowsOnPath, 4);
    t.true(pool.outage.state === 'measured' && pool.outage.halfWidthMs < 4);
  }
  t.true(outagePerFlow?.median.state === 'measured' && outagePerFlow.median.halfWidthMs > 9);
});

test('a result is valid by its schema and survives JSON', (t) => {
  for (const result of [resultOf({}), resultOf(crash()), resultOf({ flows: 0 })]) {
    t.deepEqual(trialResultSchema.parse(JSON.parse(JSON.stringify(result))), result);
  }
});

test('packets that are held longer than the threshold are impaired and late, not lost', (t) => {
  const held = (heldFor: number) =>
    directionOf(
      resultOf({
        disturbances: [{ direction: 'outward', path: tunnels[0], from: ms(5000), to: ms(5400), heldFor }],
      }),
      'outward',
    );
  const late = held(ms(300));
  t.is(late.packetsLost, 0);
  t.is(late.packetsLate, 160);
  t.true(contains(late.outage, 400));
  t.is(held(ms(200)).outage, null);
});

test('a flow that is not back when the window ends is counted as such, and its outage is at least what was seen', (t) => {
  const result = directionOf(
    resultOf({
      disturbances: [
        { direction: 'outward', path: tunnels[0], from: ms(5000), to: ms(99_000) },
        { direction: 'outward', path: tunnels[1], from: ms(5000), to: ms(6000) },
      ],
    }),
    'outward',
  );
  t.is(result.flowsNotRecovered, 4);
  t.is(result.lastFlowBack, null);
  t.is(result.firstFlowBack && Math.round(result.firstFlowBack.estimateMs / 10), 100);
  t.is(result.outage?.state, 'at-least');
  t.true(contains(result.outage, 15_000));
  t.is(result.outagePerFlow?.min.state, 'measured');
  t.is(result.phases?.totalMs, null);
  t.deepEqual(
    result.phases?.notSeen.at(-1),
    '4 flows of vnet1gw-0--device1 were not back when the window ended',
  );
});

test('a second hit, when the replacement comes back, is not part of the outage', (t) => {
  const { disturbances = [] } = crash();
  const again = { direction: 'outward', path: tunnels[2], from: ms(11_000), to: ms(11_120) } as const;
  const out = directionOf(resultOf({ disturbances: [...disturbances, again] }), 'outward');
  t.true(contains(out.outage, 851));
  t.is(out.flowsHit, 8);
  t.is(out.secondHits.flows, 4);
  t.is(out.secondHits.lossPeriods, 4);
  t.is(out.secondHits.packetsLost, 48);
  t.true(contains(out.secondHits.longest, 120));
  t.is(out.secondHits.firstAtMs && Math.round(out.secondHits.firstAtMs / 10), 600);
});

test('a flow that never comes back does not hide the second hits of others', (t) => {
  const out = directionOf(
    resultOf({
      disturbances: [
        { direction: 'outward', flows: [0], from: ms(5000), to: ms(99_000) },
        { direction: 'outward', path: tunnels[1], from: ms(5000), to: ms(6000) },
        { direction: 'outward', path: tunnels[1], from: ms(11_000), to: ms(11_100) },
      ],
    }),
    'outward',
  );
  t.is(out.flowsHit, 5);
  t.is(out.secondHits.flows, 4);
});

test('a single packet that slips through does not end an outage', (t) => {
  const out = directionOf(
    resultOf({
      disturbances: [
        { direction: 'outward', path: tunnels[0], from: ms(5000), to: ms(5300) },
        { direction: 'outward', path: tunnels[0], from: ms(5312), to: ms(5900) },
      ],
    }),
    'outward',
  );
  t.is(out.secondHits.lossPeriods, 0);
  t.is(out.flowsHit, 4);
  t.true(contains(out.outagePerFlow?.max ?? null, 888));
  t.is(out.lastFlowBack && Math.round(out.lastFlowBack.estimateMs / 10), 90);
});

test('a sender that stalls is not an outage', (t) => {
  const result = resultOf({ stalls: [{ from: ms(8000), to: ms(8400) }] });
  for (const direction of directionResults(result)) t.is(direction.flowsHit, 0);
  t.deepEqual(flagsOf(result), ['host-stalled', 'host-stalled']);
  t.true(result.quality.valid);
  t.true((result.contention.senders[0]?.latenessMaxMs ?? 0) > 390);
});

test('late packets make a trial contended when an outage lasted meanwhile, and it may be wrong by as much', (t) => {
  const late = (from: number, length: number) =>
    resultOf({ ...crash(), stalls: [{ from: ms(from), to: ms(from + length) }] });
  const [during, after] = [late(5400, 40), late(14_000, 40)];
  const { outageLatenessMs, reasons } = during.contention;
  t.true(Math.abs((outageLatenessMs ?? 0) - 40) < 2, `${outageLatenessMs}`);
  t.regex(
    reasons.join(),
    /^the machine was too busy during an outage, which may be wrong by (39|40|41) ms or more: so late did packets leave, /,
  );
  t.deepEqual(flagsOf(during), ['contended']);
  t.deepEqual(flagsOf(after), []);
  t.true((after.contention.senders[0]?.latenessMaxMs ?? 0) > 38);
  // The interval of a flow is harmless. The outage of the other direction lasts until 7871.
  t.deepEqual([late(7000, 8), late(7000, 12)].map(flagsOf), [[], ['contended']]);
});

test('others are named as the reason for late packets when they used much of the CPU', (t) => {
  const observations = observe({ ...crash(), stalls: [{ from: ms(5400), to: ms(5440) }] });
  const reasonsWith = (otherShare: number, stolenShare: number) =>
    analyse({ ...observations, processor: { labShare: 0.2, otherShare, stolenShare } }, context).contention
      .reasons;
  t.regex(
    reasonsWith(0.62, 0.1).join(),
    / \(other processes used 62 % of the CPU, and other machines on the same host took 10 % of the CPU\)$/,
  );
  t.regex(reasonsWith(0.3, 0.01).join(), /daemons may have acted as late$/);
});

test('a machine that others used much is named, also when no packet of an outage was late', (t) => {
  const messagesWith = (otherShare: number) =>
    analyse({ ...observe(crash()), processor: { labShare: 0.2, otherShare, stolenShare: 0 } }, context)
      .quality.flags.filter(({ code }) => code === 'shared-machine' || code === 'contended')
      .map(({ code, message }) => `${code}: ${message}`);
  t.deepEqual(messagesWith(0.62), [
    'shared-machine: other processes used 62 % of the CPU, which delayed no packet by more than 10 ms while an outage lasted',
  ]);
  t.deepEqual(messagesWith(0.3), []);
});

test('a host that does not run just at the fault makes no outage, and no figure that can be used', (t) => {
  const result = resultOf({ stalls: [{ host: 'vm1', from: ms(4900), to: ms(10_900) }] });
  for (const direction of directionResults(result)) {
    t.is(direction.longestOutage, null);
    t.is(direction.packetsLost, 0);
  }
  t.deepEqual(
    result.quality.flags
      .filter(({ code }) => code === 'host-stalled')
      .map(({ severity, message }) => [severity, message]),
    [
      [
        'invalid',
        'vm1 did not run for 6.00 s from 100 ms before T0 on, and saw nothing of the network meanwhile',
      ],
    ],
  );
  const { outcome, misses } = verdictOn({ trials: numbered([result]) }, { maxOutageSeconds: 1 });
  t.deepEqual([outcome, misses], ['nothing-measured', []]);
});

test('a host that often does not run, with no harm, is one remark', (t) => {
  const stalls = [7000, 12_000, 14_000].map((at) => ({
    host: 'vm1' as const,
    from: ms(at),
    to: ms(at + 120),
  }));
  const { flags } = resultOf({
    ...crash(),
    stalls: [...stalls, { host: 'host1', from: ms(13_000), to: ms(13_110) }],
  }).quality;
  t.deepEqual(
    flags.filter(({ code }) => code === 'host-stalled').map(({ message }) => message),
    [
      'vm1 did not run 3 times between 2.00 s after T0 and 9.12 s after T0, for 120 ms at most, and saw nothing of the network meanwhile',
      'host1 did not run for 110 ms from 8.00 s after T0 on, and saw nothing of the network meanwhile',
    ],
  );
});

test('a host that does not run while nothing happens to the flows is only a remark', (t) => {
  const result = resultOf({ ...crash(), stalls: [{ host: 'vm1', from: ms(14_000), to: ms(16_000) }] });
  t.true(result.quality.valid);
  t.true(flagsOf(result).includes('host-stalled'));
  t.true(contains(directionOf(result, 'return').longestOutage, 2871));
});

test('an outage that ends while its receiver does not run is known badly, and not taken for a long one', (t) => {
  const result = resultOf({ ...crash(), stalls: [{ host: 'vm1', from: ms(7500), to: ms(9500) }] });
  const { longestOutage } = directionOf(result, 'return');
  t.true(contains(longestOutage, 2871));
  t.false(result.quality.valid);
});

test('a sender that stalls at the end of an outage widens the bracket, which still holds the truth', (t) => {
  const result = resultOf({ ...crash(), stalls: [{ from: ms(5830), to: ms(5880) }] });
  const { outage } = directionOf(result, 'outward');
  t.true(contains(outage, 851));
  t.true(flagsOf(result).includes('coarse-bracket'));
});

test('loss before the fault makes a trial invalid, and its outage stays what it was', (t) => {
  const { disturbances = [] } = crash();
  const early = { direction: 'outward', path: tunnels[3], from: ms(2000), to: ms(2030) } as const;
  const result = resultOf({ ...crash(), disturbances: [...disturbances, early], jitter: 0 });
  t.false(result.quality.valid);
  t.deepEqual(flagsOf(result), ['loss-before-fault']);
  t.is(result.quality.packetsLostBeforeFault, 12);
  t.true(contains(directionOf(result, 'outward').outage, 851));
  t.is(directionOf(result, 'outward').flowsHit, 8);
});

test('loss that began before the fault and lasted into it is loss before the fault', (t) => {
  const result = resultOf({
    disturbances: [{ direction: 'outward', path: tunnels[0], from: ms(4000), to: ms(5500) }],
  });
  t.is(result.quality.packetsLostBeforeFault, 300);
  t.false(result.quality.valid);
});

test('packets that were on their way at T0 are not loss before the fault', (t) => {
  const result = resultOf({
    disturbances: [{ direction: 'outward', path: tunnels[0], from: ms(4997), to: ms(5500) }],
  });
  t.is(result.quality.packetsLostBeforeFault, 0);
  t.true(result.quality.valid);
});

test('a tunnel without flows before the fault is named, and the trial stays valid', (t) => {
  const result = resultOf({ paths: tunnels.slice(0, 3) });
  t.deepEqual(flagsOf(result), ['tunnel-without-flows', 'tunnel-without-flows']);
  t.true(result.quality.valid);
  t.is(
    result.quality.flags[0]?.message,
    'vnet1gw-1--device2 carried no flow from Azure to site before the fault',
  );
});

test('flows whose path is not known are not pooled', (t) => {
  const observations = changed(observe(crash()), (direction) => ({
    ...direction,
    flows: direction.flows.map(({ tunnelBefore: _, ...flow }) => flow),
  }));
  const result = analyse(observations, context);
  const out = directionOf(result, 'outward');
  t.is(out.pooled.length, 8);
  t.true(contains(out.outage, 851));
  t.deepEqual(out.phases?.notSeen, ['the path of the last flow is not known']);
  t.true(flagsOf(result).includes('path-unknown'));
});

test('a window that ends soon after the recovery is flagged', (t) => {
  t.deepEqual(flagsOf(resultOf({ ...crash(), durationMs: 9000 })), ['short-watch', 'short-watch']);
});

test('lost packets, packets sent, loss-derived outage and duplicates are counted', (t) => {
  const observations = changed(observe(crash()), (direction) => ({
    ...direction,
    flows: direction.flows.map((flow) => ({ ...flow, duplicates: 1 })),
  }));
  const out = directionOf(analyse(observations, context), 'outward');
  t.is(out.packetsSent, 16 * 2000);
  t.is(out.packetsDuplicated, 16);
  t.is(out.packetsReordered, 0);
  t.true(Math.abs(out.packetsLost - 8 * 85.1) <= 8);
  t.true(Math.abs((out.lossDerived?.hitFlowsMedianMs ?? 0) - 851) <= 10);
  t.true(Math.abs((out.lossDerived?.allFlowsMs ?? 0) - 425.5) <= 5);
  t.is(directionOf(resultOf(crash()), 'outward').packetsDuplicated, null);
});

test('a packet that overtakes another makes that one reordered', (t) => {
  const held = {
    direction: 'outward',
    flows: [3],
    from: ms(8000),
    to: ms(8010),
    heldFor: ms(25),
  } as const;
  const out = directionOf(resultOf({ disturbances: [held] }), 'outward');
  t.is(out.packetsReordered, 1);
  t.is(out.flowsHit, 0);
});

test('redundancy and T0 are stated from the middle of the two stamps', (t) => {
  const result = resultOf({});
  t.is(result.redundancyRestoredMs, 9000);
  t.deepEqual(result.events[0]?.at, { estimateMs: 0, halfWidthMs: 0.05 });
  t.is(result.delayThresholdMs, 250);
});

test('128 flows of 100 packets a second over 300 seconds are analysed within seconds', (t) => {
  const observations = observe({ ...crash(), flows: 128, durationMs: 300_000 });
  const began = process.cpuUsage();
  analyse(observations, context);
  const took = process.cpuUsage(began).user / 1000;
  t.log(`${Math.round(took)} ms of a processor`);
  t.true(took < 10_000, 'not a benchmark: only a check of the order of magnitude');
});

test('a fault where no flow can pass says nothing, unless a client was disconnected', (t) => {
  const away = {
    ...context,
    events: context.events.map((event) => ({ ...event, outOfReach: true as const })),
  };
  const { quality } = analyse(observe({}), away);
  t.false(quality.valid);
  t.deepEqual(
    quality.flags.map(({ code, message }) => [code, message]),
    [
      [
        'fault-out-of-reach',
        'nothing that is measured passes vnet1gw-0: the flows run between vm1 and host1',
      ],
    ],
  );
  // Flows that lost packets all the same did so for another reason.
  t.false(analyse(observe(crash()), away).quality.valid);
  const clients = [{ node: 'laptop', connection: 'gw', interface: 'ipsec0' }];
  const undisturbed = observe({});
  const time = undisturbed.t0.upper + ms(1000);
  const disconnected = { node: 'laptop', kind: 'child', tunnel: 'gw', up: false, time } as const;
  const nodeEvents = [...undisturbed.nodeEvents, disconnected];
  t.deepEqual(analyse({ ...undisturbed, nodeEvents }, { ...away, clients }).quality.flags, []);
});
