import test from 'ava';
import { diagnosticLogs } from '../../src/azure-view/logs/diagnostic-logs.ts';
import type { RecordedEvent } from '../../src/azure-view/logs/recorded-event.ts';
import { metricsOf } from '../../src/azure-view/metrics/metrics.ts';
import type { NodeEvent } from '../../src/observations/events/node-event.ts';
import { labDefinition, topologyOf } from '../topology/lab-topology.ts';
import { planDefinition } from './support/plan-lab.ts';

const plan = { definition: planDefinition(), topology: topologyOf(planDefinition()) };
const start = Date.parse('2026-11-22T21:10:00.000Z');
const node = 'harbourgw-0';

/** An event without its time, some seconds after the start. */
type Untimed<Event> = Event extends unknown ? Omit<Event, 'time'> : never;
const after = (seconds: number, event: Untimed<NodeEvent>): RecordedEvent => ({
  utcMs: start + seconds * 1000,
  event: { ...event, time: seconds * 1e9 },
});

const columns = (events: readonly RecordedEvent[], lab = plan) =>
  diagnosticLogs(lab, events).map(
    ({ TimeGenerated, Category, OperationName, instance_s, remoteIP_s, Message }) =>
      [String(TimeGenerated).slice(14, 19), Category, OperationName, instance_s, remoteIP_s, Message]
        .filter((cell) => cell !== undefined)
        .join(' '),
  );

test('a tunnel that ends and comes back is told with its instance and the other end', (t) => {
  t.deepEqual(
    columns([
      after(12, { node, kind: 'child', tunnel: 'gate', up: true }),
      after(2, { node, kind: 'child', tunnel: 'gate', up: false }),
      after(2, { node: 'gate', kind: 'child', tunnel: node, up: false }),
    ]),
    [
      '10:02 TunnelDiagnosticLog TunnelDisconnected GatewayTenantWorker_IN_0 198.51.100.74',
      '10:12 TunnelDiagnosticLog TunnelConnected GatewayTenantWorker_IN_0 198.51.100.74',
    ],
  );
});

test('BGP peers and routes are told, those of the platform are not', (t) => {
  const port = 'ipsec0';
  t.deepEqual(
    columns([
      after(1, { node, kind: 'bgp', neighbor: '10.74.0.10', up: true }),
      after(1, { node, kind: 'bgp', neighbor: '10.72.0.1', up: true }),
      after(2, {
        node,
        kind: 'route',
        prefix: '10.74.0.0/16',
        nextHops: [{ gateway: '10.74.0.10', interface: port }],
      }),
      after(2, { node, kind: 'route', prefix: '10.74.0.10/32', nextHops: [{ interface: port }] }),
      after(3, { node, kind: 'bgp', neighbor: '10.74.0.10', up: false, reason: 'Peer closed the session' }),
      after(3, { node, kind: 'route', prefix: '10.74.0.0/16', nextHops: [] }),
    ]),
    [
      '10:01 RouteDiagnosticLog BgpConnectedEvent GatewayTenantWorker_IN_0 BGP peer 10.74.0.10 is connected.',
      '10:02 RouteDiagnosticLog BgpRouteUpdate GatewayTenantWorker_IN_0 Route 10.74.0.0/16 over 10.74.0.10.',
      '10:03 RouteDiagnosticLog BgpDisconnectedEvent GatewayTenantWorker_IN_0 BGP peer 10.74.0.10 is disconnected.',
      '10:03 RouteDiagnosticLog BgpRouteUpdate GatewayTenantWorker_IN_0 Route 10.74.0.0/16 is withdrawn.',
    ],
  );
});

test('a failover of an active-standby gateway: down on one instance, up on the other, and the primary has changed', (t) => {
  const definition = labDefinition('active-standby');
  const lab = { definition, topology: topologyOf(definition) };
  const address = '203.0.113.10/24';
  const rows = columns(
    [
      after(1, { node: 'vnet1gw-0', kind: 'child', tunnel: 'device1', up: false }),
      after(9, { node: 'vnet1gw-1', kind: 'address', interface: 'wan0', address, present: true }),
      after(10, { node: 'vnet1gw-1', kind: 'child', tunnel: 'device1', up: true }),
    ],
    lab,
  );
  t.deepEqual(
    rows.map((row) => row.replace(/ \d+\.\d+\.\d+\.\d+$/, '')),
    [
      '10:01 TunnelDiagnosticLog TunnelDisconnected GatewayTenantWorker_IN_0',
      '10:09 GatewayDiagnosticLog GatewayTenantPrimaryChanged GatewayTenantWorker_IN_1 The primary is GatewayTenantWorker_IN_1.',
      '10:10 TunnelDiagnosticLog TunnelConnected GatewayTenantWorker_IN_1',
    ],
  );
});

test('IKE messages have the frame that the documented query parses', (t) => {
  const line = (text: string) => after(1, { node, kind: 'log', program: 'charon', text });
  const messages = diagnosticLogs(plan, [
    line('01[IKE] sending DPD request'),
    line('01[ENC] generating INFORMATIONAL request 5 [ ]'),
    line('01[NET] sending packet: from 203.0.113.10[4500] to 198.51.100.74[4500] (80 bytes)'),
    line('12[NET] received packet: from 198.51.100.74[4500] to 203.0.113.10[4500] (80 bytes)'),
    line('12[ENC] parsed INFORMATIONAL response 5 [ ]'),
  ]).map(({ Message }) => String(Message).replace(/\{[0-9a-f-]{36}\}/, '{...}'));
  const frame = 'SESSION_ID :{...} Remote 198.51.100.74:500: Local 203.0.113.10:500:';
  t.deepEqual(messages, [
    `${frame} [SEND] INFORMATIONAL request 5 [ ]`,
    `${frame} [RECEIVED] INFORMATIONAL response 5 [ ]`,
  ]);
});

test('IKE with a client is told in the log of point-to-site, with the user and its address', (t) => {
  const definition = labDefinition('point-to-site');
  const lab = { definition, topology: topologyOf(definition) };
  const [client] = definition.vpnClients;
  const address = client?.ipAddress ?? '';
  const line = (text: string) => after(1, { node: 'vnet1gw-0', kind: 'log', program: 'charon', text });
  const rows = diagnosticLogs(lab, [
    line(`07[NET] received packet: from ${address}[4500] to 203.0.113.10[4500] (96 bytes)`),
    line("07[IKE] authentication of 'laptop1' with EAP successful"),
    line("07[IKE] assigning virtual IP 172.16.201.1 to peer 'laptop1'"),
    line('11[NET] received packet: from 131.107.72.22[4500] to 203.0.113.10[4500] (80 bytes)'),
    line('11[ENC] parsed INFORMATIONAL request 2 [ ]'),
  ]);
  t.deepEqual(
    rows.map(({ Category, OperationName, instance_s }) => [Category, OperationName, instance_s]),
    [
      ['P2SDiagnosticLog', 'P2SLogEvent', 'GatewayTenantWorker_IN_0'],
      ['P2SDiagnosticLog', 'P2SLogEvent', 'GatewayTenantWorker_IN_0'],
      ['IKEDiagnosticLog', undefined, 'GatewayTenantWorker_IN_0'],
    ],
  );
  t.true(
    String(rows[1]?.Message).endsWith("[LOCAL_MSG] assigning virtual IP 172.16.201.1 to peer 'laptop1'"),
  );
});

test('a value a minute does not show that a BGP peer was away for 10 s', (t) => {
  const events = [
    after(1, { node, kind: 'bgp', neighbor: '10.74.0.10', up: true }),
    after(70, { node, kind: 'bgp', neighbor: '10.74.0.10', up: false }),
    after(80, { node, kind: 'bgp', neighbor: '10.74.0.10', up: true }),
    after(170, { node, kind: 'bgp', neighbor: '10.74.0.10', up: false }),
  ];
  t.like(metricsOf(plan, 'HarbourGW', 'BgpPeerStatus', events), {
    interval: 'PT1M',
    timespan: '2026-11-22T21:10:00Z/2026-11-22T21:13:00Z',
  });
  t.deepEqual(dataOf(metricsOf(plan, 'HarbourGW', 'BgpPeerStatus', events)), [1, 1, 0]);
});

test('packets are summed over each minute, also when the node was replaced meanwhile', (t) => {
  const counted = (seconds: number, packets: number) =>
    after(seconds, { node, kind: 'counters', interface: 'ipsec0', in: packets, out: 2 * packets });
  const events = [counted(10, 100), counted(50, 500), counted(70, 600), counted(100, 50), counted(110, 80)];
  t.deepEqual(dataOf(metricsOf(plan, 'HarbourGW', 'TunnelIngressPackets', events)), [500, 180]);
  t.deepEqual(dataOf(metricsOf(plan, 'HarbourGW', 'TunnelEgressPackets', events)), [1000, 360]);
});

/** The values of the first time series. */
function dataOf(metrics: object): unknown[] {
  const text = JSON.stringify(metrics);
  const [, first = ''] = /"timeseries":\[\{"data":(\[.*?\])/.exec(text) ?? [];
  return [...first.matchAll(/"(?:total|average)":(\d+)/g)].map(([, value]) => Number(value));
}
