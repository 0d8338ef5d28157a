import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { loadTrial, saveTrial } from '../../src/experiment/saved-trial.ts';
import { observeDirection } from '../../src/experiment/traffic.ts';
import type { Trial } from '../../src/experiment/trial.ts';
import { parseProbeRecords } from '../../src/probe/records.ts';
import { receivedFile, sentFile } from '../probe/probe-files.ts';

const epoch = 9_007_199_254_740_993n;

test('a trial that was saved is loaded as it was', async (t) => {
  const folder = await temporaryFolder(t);
  const trial = sampleTrial();
  await saveTrial(join(folder, 'new', 'observations'), trial);
  t.deepEqual(await loadTrial(join(folder, 'new', 'observations')), trial);
});

test('a trial without redundancy at its end is loaded without', async (t) => {
  const folder = await temporaryFolder(t);
  const { redundancyRestored, ...observations } = sampleTrial().observations;
  t.is(redundancyRestored, 700);
  await saveTrial(folder, { ...sampleTrial(), observations });
  t.false('redundancyRestored' in (await loadTrial(folder)).observations);
});

test('the files of the probes are kept as they were written', async (t) => {
  const folder = await temporaryFolder(t);
  const trial = sampleTrial();
  await saveTrial(folder, trial);
  const { files } = await loadTrial(folder);
  for (const [host, records] of trial.files) {
    for (const [name, content] of records) t.true(files.get(host)?.get(name)?.equals(content));
  }
});

test('observations of another format are refused', async (t) => {
  const folder = await temporaryFolder(t);
  await saveTrial(folder, sampleTrial());
  const path = join(folder, 'observations.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('switchover-observations/1', 'switchover-observations/2'));
  await t.throwsAsync(loadTrial(folder), {
    message: `${path} has the format switchover-observations/2, which this version cannot read.`,
  });
});

test('a folder without observations, or without the records of a host, is an error', async (t) => {
  const folder = await temporaryFolder(t);
  await t.throwsAsync(loadTrial(folder), { code: 'ENOENT' });
  await saveTrial(folder, sampleTrial());
  await rm(join(folder, 'host', 'received.bin.gz'));
  await t.throwsAsync(loadTrial(folder), { code: 'ENOENT' });
});

/** Two flows of three packets each way, one of them lost and one doubled, with an event and a fault. */
function sampleTrial(): Trial {
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
  const records = (host: string) => {
    const [sent, received] = ['sent.bin', 'received.bin'].map((name) => files.get(host)?.get(name));
    if (!sent || !received) throw new Error(`no records of ${host}`);
    return parseProbeRecords(sent, received);
  };
  return {
    epoch,
    phaseMs: 1234,
    files,
    observations: {
      directions: [
        observeDirection(
          { name: 'azure-to-site', sender: 'vm', receiver: 'host' },
          { sent: records('vm'), received: records('host') },
          new Map([
            [20_000, 'gw-0--device1'],
            [20_001, 'gw-1--device1'],
          ]),
          epoch,
        ),
        observeDirection(
          { name: 'site-to-azure', sender: 'host', receiver: 'vm' },
          { sent: records('host'), received: records('vm') },
          new Map([[30_000, 'gw-0--device1']]),
          epoch,
        ),
      ],
      fault: {
        name: 'instance-crash',
        target: 'gw-0',
        appliedAfter: 35,
        appliedBefore: 36,
        deadNodes: ['gw-0'],
      },
      redundancyRestored: 700,
      events: [
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

async function temporaryFolder(t: { teardown: (undo: () => Promise<void>) => void }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchover-test-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
