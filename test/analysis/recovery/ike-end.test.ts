import test from 'ava';
import { ikeEnd } from '../../../src/analysis/recovery/ike-end.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';

const said = (seconds: number, text: string): NodeEvent => ({
  node: 'edge',
  time: seconds * 1e9,
  kind: 'log',
  program: 'charon',
  text,
});
const came = (seconds: number): NodeEvent => ({
  node: 'edge',
  time: seconds * 1e9,
  kind: 'ike',
  tunnel: 'gw-0',
  up: true,
});
const end = { node: 'edge', tunnel: 'gw-0', time: 20e9 };
const own = '12[IKE] sending DELETE for IKE_SA gw-0[1]';
const peers = '05[IKE] received DELETE for IKE_SA gw-0[1]';

test('the end that sent the DELETE is told from the one that received it', (t) => {
  t.is(ikeEnd([said(19.9, own)], end), 'ike-deleted');
  t.is(ikeEnd([said(19.9, peers)], end), 'ike-closed');
  t.is(ikeEnd([said(19.9, peers.replace('gw-0', 'gw-1'))], end), undefined);
});

test('on a machine that is far too busy, an SA may end seconds after its DELETE', (t) => {
  t.is(ikeEnd([said(17.9, own)], end), 'ike-deleted');
  t.is(ikeEnd([said(14.9, own)], end), undefined);
});

test('a DELETE that is older than the SA is none of its ends', (t) => {
  t.is(ikeEnd([said(17, own), came(17.5)], end), undefined);
  t.is(ikeEnd([came(16), said(17.9, own)], end), 'ike-deleted');
});

test('a line that names no connection is the end’s, unless another SA ended in between', (t) => {
  const gaveUp = said(18.9, '07[IKE] giving up after 3 retransmits');
  const other: NodeEvent = { node: 'edge', time: 19.2e9, kind: 'ike', tunnel: 'gw-1', up: false };
  t.is(ikeEnd([gaveUp], end), 'dpd');
  t.is(ikeEnd([gaveUp, other], end), undefined);
  t.is(ikeEnd([said(18.4, '07[IKE] giving up after 3 retransmits')], end), undefined);
});
