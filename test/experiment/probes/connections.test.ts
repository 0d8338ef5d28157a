import test from 'ava';
import { parseConnections } from '../../../src/experiment/probes/connections.ts';

/** As switchover-tcp wrote it in a crash, with the end of one connection put in. */
const line =
  '{"t":24500,"done":true,"connections":[{"state":"open","endedAt":0,"answered":12800,"retransmits":4,"stalls":[[1000,2500,231000,240000]]},{"state":"timed-out","endedAt":9007199254740991,"answered":320,"retransmits":9,"stalls":[[1200,0,208000,204000]]}]}';

test('the last line has the record of every connection', (t) => {
  t.deepEqual(parseConnections(JSON.parse(line)), [
    {
      state: 'open',
      retransmits: 4,
      stalls: [{ from: 1000n, to: 2500n, retransmissionTimeoutMs: 231, answerTimeoutMs: 240 }],
    },
    {
      state: 'timed-out',
      endedAt: 9_007_199_254_740_991n,
      retransmits: 9,
      stalls: [{ from: 1200n, retransmissionTimeoutMs: 208, answerTimeoutMs: 204 }],
    },
  ]);
});

test('other lines have no records', (t) => {
  for (const other of [
    '',
    'port 7001: Address already in use',
    '{"t":1,"established":true}',
    '{"done":true}',
  ]) {
    t.is(parseConnections(other), undefined, other);
  }
});
