import test from 'ava';
import { expectedMechanisms } from '../../../src/analysis/prediction/expected-mechanisms.ts';
import { predict } from '../../../src/analysis/prediction/prediction.ts';
import { firstDetection } from '../../../src/analysis/recovery/detection.ts';
import { decisionText } from '../../../src/analysis/recovery/mechanism.ts';
import { recoveryOf } from '../../../src/analysis/recovery/recovery-of.ts';
import type { Definition } from '../../../src/definition/definition.ts';
import { usualPair } from '../../../src/definition/device-pair.ts';
import { brokenWithout } from '../../../src/faults/kit/link.ts';
import { linkDown } from '../../../src/faults/link-down.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import type { Broken } from '../../../src/topology/broken.ts';
import { definitionOf } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';
import { context } from '../synthetic.ts';

function pair(initiates: boolean): Definition {
  const definition = definitionOf({ devices: 1 });
  return {
    ...definition,
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) => ({
        ...device,
        name: 'fw',
        pair: usualPair,
        ipsec: { initiates },
      })),
    })),
  };
}

function predictionOf(initiates: boolean, broken: Broken) {
  const { recovery } = recoveryOf(topologyOf(pair(initiates)), broken);
  const [{ pair: name = '' } = {}] = recovery;
  return predict({ pair: name, name: 'return', flows: [] }, { recovery, silent: true }, context);
}

const crash: Broken = { nodes: ['fw-a'], tunnels: [] };

test('the pair calls: three advertisements and the skew, its own numbers', (t) => {
  const prediction = predictionOf(true, crash);
  // 2 to 3 s, 156/256 s, and 200 ms for tunnel, session and route.
  t.is(prediction?.minMs, 2809.375);
  t.is(prediction?.maxMs, 3809.375);
  const [point] = prediction?.points ?? [];
  t.is(point && decisionText(point.decidedBy), 'takeover of the addresses (VRRP) on fw-b (your timer)');
});

test('Azure calls: it has to give the old tunnel up first', (t) => {
  const { recovery } = recoveryOf(topologyOf(pair(false)), crash);
  const [point] = recovery.filter(({ node }) => node === 'site');
  t.deepEqual(
    point?.takeover?.callers?.map(({ node, connection }) => [node, connection]),
    [
      ['gw-0', 'fw'],
      ['gw-1', 'fw'],
    ],
  );
  if (!point?.takeover) return t.fail();
  const dpd = { delaySeconds: 20, retransmitSeconds: 5, retransmitTries: 4 };
  const callers = [{ node: 'gw-0', connection: 'fw', dpd }];
  const slow = { ...point, takeover: { ...point.takeover, callers } };
  t.deepEqual(expectedMechanisms(slow, context, []), [{ mechanism: 'dpd', minMs: 44_000, maxMs: 46_000 }]);
});

test('what came last decided: the takeover, or the peer that noticed', (t) => {
  const { recovery } = recoveryOf(topologyOf(pair(false)), crash);
  const [point] = recovery.filter(({ node }) => node === 'site');
  if (!point) return t.fail();
  const decided = (noticedAt: number) =>
    firstDetection(
      [
        {
          kind: 'address',
          node: 'fw-b',
          time: 300,
          interface: 'wan0',
          address: '198.51.100.10/24',
          present: true,
        },
        {
          kind: 'log',
          node: 'gw-0',
          time: noticedAt - 1,
          program: 'charon',
          text: 'giving up after 4 retransmits',
        },
        { kind: 'ike', node: 'gw-0', time: noticedAt, tunnel: 'fw', up: false },
      ] satisfies NodeEvent[],
      point,
      { from: 0, to: 1000 },
      { silent: true, deadNodes: ['fw-a'] },
    );
  t.like(decided(200), { mechanism: 'takeover', node: 'fw-b', time: 300 });
  t.like(decided(400), { mechanism: 'dpd', node: 'gw-0', time: 400 });
});

test('a pair without its line hands the address over: only the skew is left', (t) => {
  const topology = topologyOf(pair(true));
  const broken = brokenWithout(topology, 'fw-a:wan0');
  t.deepEqual(broken, { nodes: ['fw-a'], tunnels: [], handOver: true });
  t.is(predictionOf(true, broken)?.maxMs, 809.375);
  t.deepEqual(brokenWithout(topology, 'fw-a:lan0'), { nodes: ['fw-a'], tunnels: [], insideOnly: true });
});

test('a fault without a target takes the device that has the address', (t) => {
  const definition = pair(false);
  const setting = { definition, topology: topologyOf(definition) };
  t.deepEqual(linkDown.targets(setting), ['fw-a:wan0']);
  t.deepEqual(linkDown.targets({ ...setting, holderOf: () => 'fw-b' }), ['fw-b:wan0']);
});
