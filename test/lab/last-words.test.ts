import test from 'ava';
import { EventLog } from '../../src/lab/event-log.ts';
import { lastWords } from '../../src/lab/last-words.ts';
import { type NodeFailure, nodeFailed } from '../../src/lab/node-failure.ts';
import type { ProcessEnd } from '../../src/observations/events/process-end.ts';

/** What `device1` has said before it failed. */
const events = new EventLog();
for (const [program, text] of [
  ['bgpd', 'cannot bind'],
  ['charon', 'sending DPD request'],
  ['Keepalived_vrrp', 'no interface'],
] as const) {
  events.append({ node: 'device1', time: 1, kind: 'log', program, text });
}
const lines = ['{"program":"charon"}', 'agent: no memory'];

const messageOf = (failure: NodeFailure): string =>
  nodeFailed('device1', failure, lastWords('device1', failure, events, lines)).message;

test('a node that was removed, killed or stopped is not explained by what it said before', (t) => {
  t.is(messageOf({ kind: 'removed' }), 'device1 was removed.');
  t.is(messageOf({ kind: 'ended', end: { exitCode: 137 } }), 'device1 ended (exit 137).');
  t.is(messageOf({ kind: 'ended', end: { exitCode: 143 } }), 'device1 ended (exit 143).');
  t.is(messageOf({ kind: 'ended', end: { exitCode: 0 } }), 'device1 ended (exit 0).');
  t.is(messageOf({ kind: 'silent' }), 'device1 closed its output, although its container runs.');
});

test('a line of a configuration that FRR refuses is named', (t) => {
  const text = '[SHWNK-NWT5S][EC 100663304] No such command on config line 8: nonsense';
  t.is(
    messageOf({ kind: 'line-refused', program: 'bgpd', text }),
    `device1 has a bgpd that refuses a line of its configuration (${text}).`,
  );
});

test('a kill for lack of memory is named', (t) => {
  const killed = { end: { signal: 9 }, outOfMemory: true } as const;
  t.is(
    messageOf({ kind: 'daemon-ended', program: 'bgpd', ...killed }),
    'device1 lost its bgpd (signal 9: out of memory).',
  );
  t.is(
    messageOf({ kind: 'ended', end: { exitCode: 137 }, outOfMemory: true }),
    'device1 ended (exit 137: out of memory).',
  );
});

test('a daemon that was killed is not explained by what it said before', (t) => {
  const lost = (signal: number) => messageOf({ kind: 'daemon-ended', program: 'bgpd', end: { signal } });
  t.is(lost(9), 'device1 lost its bgpd (signal 9).');
  t.is(lost(15), 'device1 lost its bgpd (signal 15).');
});

test('a daemon that ended by itself is explained by its own last lines alone', (t) => {
  const wordsOf = (program: string, end: ProcessEnd = { exitCode: 1 }) =>
    messageOf({ kind: 'daemon-ended', program, end }).split('Its last words:\n')[1];
  t.is(wordsOf('bgpd'), '  bgpd: cannot bind');
  t.is(wordsOf('bgpd', { signal: 11 }), '  bgpd: cannot bind');
  t.is(wordsOf('bgpd', { exitCode: 0 }), '  bgpd: cannot bind');
  t.is(wordsOf('charon-systemd'), '  charon: sending DPD request');
  t.is(wordsOf('keepalived'), '  Keepalived_vrrp: no interface');
  t.is(wordsOf('zebra'), '  (it said nothing)');
});

test('a node that failed by itself is explained by the last lines of all its programs', (t) => {
  const all =
    '  bgpd: cannot bind\n  charon: sending DPD request\n  Keepalived_vrrp: no interface\n  agent: no memory';
  t.is(messageOf({ kind: 'ended', end: { exitCode: 1 } }), `device1 ended (exit 1). Its last words:\n${all}`);
  t.is(
    messageOf({ kind: 'start-failed', end: { exitCode: 2 } }),
    `device1 could not start (exit 2). Its last words:\n${all}`,
  );
});
