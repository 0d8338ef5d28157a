import type { Trial } from '../../../src/experiment/collect.ts';
import { observeDirection } from '../../../src/observations/observe-direction.ts';
import { parseReceived, parseSent } from '../../../src/observations/probe-records.ts';
import { receivedFile, sentFile } from '../../observations/probe-files.ts';

const epoch = 9_007_199_254_740_993n;

/** Two flows of three packets each way, one of them lost and one doubled, with an event and a fault. */
export function sampleTrial(target = 'gw-0'): Trial {
  const stamp = (offset: number) => epoch + BigInt(offset);
  const filesOf = (sourcePort: number) =>
    new Map([
      ['sent.bin', sentFile([10, 20, 30, 40, 50, 60].map(stamp), { sourcePort, start: stamp(9) })],
      [
        'received.bin',
        receivedFile(
          [
            [0, 0, 11],
            [1, 0, 21],
            [1, 1, 41],
            [1, 1, 42],
            [0, 2, 51],
            [1, 2, 61],
          ].map(([flow = 0, sequence = 0, at = 0]) => ({
            flow,
            sequence,
            sentAt: stamp(at - 1),
            receivedAt: stamp(at),
          })),
          { sourcePort, start: stamp(9) },
        ),
      ],
    ]);
  const files = new Map([
    ['vm', filesOf(20_000)],
    ['host', filesOf(30_000)],
  ]);
  const record = (host: string, name: string) => files.get(host)?.get(name) ?? Buffer.alloc(0);
  const records = (sender: string, receiver: string) => ({
    sent: parseSent(record(sender, 'sent.bin')),
    received: parseReceived(record(receiver, 'received.bin')),
  });
  return {
    epoch,
    files,
    observations: {
      fault: { name: 'instance-crash', target },
      t0: { lower: 35, upper: 36 },
      phaseMs: 1234,
      pairs: [
        {
          name: 'vm--host',
          near: 'vm',
          far: 'host',
          directions: [
            observeDirection(
              {
                name: 'outward',
                from: 'VNet1',
                to: 'VNet3',
                sender: 'vm',
                receiver: 'host',
                expectedTunnels: ['gw-0--device1'],
              },
              records('vm', 'host'),
              new Map([
                [20_000, 'gw-0--device1'],
                [20_001, 'gw-1--device1'],
              ]),
              epoch,
            ),
            observeDirection(
              {
                name: 'return',
                from: 'VNet3',
                to: 'VNet1',
                sender: 'host',
                receiver: 'vm',
                expectedTunnels: [],
              },
              records('host', 'vm'),
              new Map([[30_000, 'gw-2-0--gw-0 > gw-0--device1']]),
              epoch,
            ),
          ],
        },
      ],
      events: [
        {
          fault: 'instance-crash',
          target,
          appliedAt: { lower: 35, upper: 36 },
          deadNodes: [target],
          away: [{ node: target, seconds: 6 }],
        },
      ],
      redundancyRestored: 700,
      nodeEvents: [
        { node: 'device1', time: -40, kind: 'ike', tunnel: 'gw-0', up: true },
        {
          node: 'device1',
          time: 55,
          kind: 'route',
          prefix: '10.1.0.0/16',
          nextHops: [{ interface: 'ipsec1' }],
        },
      ],
      window: { from: 0, to: 60 },
    },
  };
}
