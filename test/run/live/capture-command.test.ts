import test from 'ava';
import { captureCommand } from '../../../src/run/live/capture-command.ts';

const wan = { interface: 'wan0', filter: 'host 203.0.113.10 and (udp port 500 or esp)' };

test('the filter of the place and that of the user both hold', (t) => {
  t.deepEqual(captureCommand(wan, { words: ['udp', 'or', 'icmp'], binary: false }), [
    ...['tcpdump', '-n', '-i', 'wan0', '-l'],
    '(host 203.0.113.10 and (udp port 500 or esp)) and (udp or icmp)',
  ]);
  t.is(captureCommand({ interface: 'any', filter: '' }, { words: [], binary: false }).at(-1), '');
});

test('a file gets each packet at once, and the time limit is in the node', (t) => {
  t.deepEqual(captureCommand({ interface: 'any', filter: '' }, { words: [], binary: true, seconds: 3 }), [
    ...['timeout', '--preserve-status', '--signal=INT', '3'],
    ...['tcpdump', '-n', '-i', 'any', '-U', '-w', '-', ''],
  ]);
});
