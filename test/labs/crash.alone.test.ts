import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import anyTest, { type TestFn } from 'ava';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DirectionResult, directionResults } from '../../src/analysis/direction-results.ts';
import type { TrialResult } from '../../src/analysis/result.ts';
import type { RunResult } from '../../src/analysis/run-result.ts';
import { profileNamed } from '../../src/definition/profile.ts';
import { type Ending, runIn, startSwitchover, switchover } from '../cli/switchover.ts';
import { realEngine } from '../engine/real-engine.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { containersOfProcess, containersOfRun, names, nodeOf } from './support/containers.ts';
import { type HostState, hostState } from './support/host-state.ts';
import { measured, words } from './support/measured.ts';
import { filesBelow, resultIn } from './support/run-folder.ts';

/** One run of the whole lab. Each test looks at another part of it. */
interface OneRun {
  readonly temporary: string;
  readonly runs: string;
  readonly folder: string;
  readonly ending: Ending;
  readonly result: RunResult;
  readonly pid: number;
  readonly host: { readonly before: HostState; readonly during: HostState; readonly after: HostState };
  /** Interfaces of the surviving nodes while the instance was dead. */
  readonly links: ReadonlyMap<string, readonly Link[]>;
}

const test = anyTest as TestFn<OneRun>;
const profile = profileNamed('fast');
const survivors = ['vnet1gw-1', 'testvnet1', 'internet', 'device1', 'device2', 'site5', 'vm', 'host'];
const nodes = ['vnet1gw-0', ...survivors];

const linkSchema = z.object({
  ifname: z.string(),
  flags: z.array(z.string()),
  addr_info: z.array(z.object({ family: z.string() })),
});
type Link = z.infer<typeof linkSchema>;

test.before('an instance of the lab crashes', async (t) => {
  await realEngine();
  t.context = { ...t.context, temporary: await newTemporaryFolder() };
  const { before, seen, after, ...run } = await measured(t.context.temporary, async (runs, traffic) => {
    const before = await hostState();
    const what = ['dual-redundancy', '--profile', 'fast'];
    const session = startSwitchover(['run', ...what, ...traffic, '--runs', runs]);
    const id = await runIn(runs);
    // A run that cannot measure may end before the fault.
    const broken = await session.said('silent: ').then(
      () => true,
      () => false,
    );
    const seen = broken ? await Promise.all([hostState(), linksOf(id)]) : undefined;
    const ending = await session.ended;
    const after = await hostState();
    return { ending, runs, folder: join(runs, id), pid: session.pid, before, seen, after };
  });
  t.is(run.ending.exitCode, 0, words(run.ending));
  if (!seen) throw new Error(`No flow was interrupted. ${words(run.ending)}`);
  const [during, links] = seen;
  const result = await resultIn(run.folder);
  t.context = { ...t.context, ...run, host: { before, during, after }, links, result };
});

test.after.always((t) => t.context.temporary && rm(t.context.temporary, { recursive: true }));

test('every tunnel carried flows in both directions, and nothing was lost before the fault', (t) => {
  const { quality } = onlyTrial(t.context.result);
  const tunnels = ['vnet1gw-0', 'vnet1gw-1'].flatMap((instance) =>
    ['device1', 'device2'].map((device) => `${instance}--${device}`),
  );
  for (const direction of ['outward', 'return']) {
    const used = quality.flowsPerTunnel.filter((entry) => entry.direction === direction && entry.flows > 0);
    t.deepEqual(used.map(({ tunnel }) => tunnel).sort(), tunnels);
    t.is(
      used.reduce((sum, { flows }) => sum + flows, 0),
      32,
    );
  }
  t.true(quality.valid);
  t.is(quality.packetsLostBeforeFault, 0);
});

test('about half of the flows, those of the dead instance, were hit, and all of them recovered', (t) => {
  for (const direction of directions(t.context.result)) {
    const { flows, flowsHit, flowsNotRecovered, packetsLost, lastFlowBack } = direction;
    t.is(flows, 32);
    const exposed = onlyTrial(t.context.result)
      .quality.flowsPerTunnel.filter(
        (entry) => entry.direction === direction.name && entry.tunnel.startsWith('vnet1gw-0--'),
      )
      .reduce((sum, entry) => sum + entry.flows, 0);
    t.true(flowsHit >= exposed, `${flowsHit} of the ${exposed} flows of the dead instance were hit`);
    // If each of 32 flows chooses an instance at random, fewer than 4 choose the same one three times in a million.
    t.true(flowsHit >= 4 && flowsHit <= 28, `${flowsHit} flows were hit`);
    t.is(flowsNotRecovered, 0);
    t.true(packetsLost > 0);
    t.not(lastFlowBack, null);
  }
});

test('the outage lasted about as long as the timer that decided, which differs by direction', (t) => {
  const { healthProbe, dpd, bgp } = profile;
  const [outward, inward] = directions(t.context.result);
  t.is(outward.phases?.decidedBy?.mechanism, 'health-probe');
  t.is(inward.phases?.decidedBy?.mechanism, 'dpd');
  // Half of the shortest time leaves room for a peer whose last packet was late. The upper bounds do not judge speed:
  // they tell a timer that worked from one that did not.
  const shortest = {
    outward: (healthProbe.threshold - 1) * healthProbe.intervalMs,
    inward: dpd.retransmitSeconds * (dpd.retransmitTries + 1) * 1000,
  };
  assertBetween(t, outageMs(outward), shortest.outward / 2, bgp.holdSeconds * 1000);
  assertBetween(t, outageMs(inward), shortest.inward / 2, (bgp.holdSeconds + 5) * 1000);
});

test('redundancy came back with the replacement instance', (t) => {
  const restored = onlyTrial(t.context.result).redundancyRestoredMs ?? 0;
  assertBetween(t, restored, profile.replacementSeconds * 1000, profile.replacementSeconds * 1000 + 45_000);
});

test('the printed report is about this run', (t) => {
  const { stdout } = t.context.ending;
  for (const part of [
    'instance-crash of vnet1gw-0, profile fast',
    'Azure to site',
    'health probe',
    'IKE dead peer detection',
  ]) {
    t.true(stdout.includes(part), part);
  }
});

test('`report` prints the same for the saved run, as a table and as JSON', async (t) => {
  const { folder, runs, ending, result } = t.context;
  const byPath = await switchover(['report', folder]);
  t.is(byPath.exitCode, 0, byPath.stderr);
  t.is(byPath.stdout.trim(), ending.stdout.trim());
  const byId = await switchover(['report', result.run.id, '--runs', runs, '--format', 'json']);
  t.deepEqual(JSON.parse(byId.stdout), JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')));
});

test('the folder of the run has the definition, the configuration, the logs and the observations', async (t) => {
  const { folder } = t.context;
  const definition = parse(await readFile(join(folder, 'definition.yaml'), 'utf8'));
  t.is(definition.name, 'dual-redundancy');
  const files = await filesBelow(folder);
  for (const node of nodes) {
    t.true(files.includes(`configuration/${node}/etc/switchover/start`), node);
    const log = await readFile(join(folder, 'logs', `${node}.log`), 'utf8');
    t.true(log.includes('"kind":"ready"'), `${node} said that it was ready`);
  }
  for (const file of ['etc/frr/bgpd.conf', 'etc/nftables.conf']) {
    t.true(files.includes(`configuration/vnet1gw-0/${file}`), file);
    t.true(files.includes(`configuration/device1/${file}`), file);
  }
  t.true(files.some((file) => /^configuration\/device1\/etc\/ipsec\/.*swanctl\.conf$/.test(file)));
  for (const host of ['vm', 'host']) {
    for (const record of ['sent.bin.gz', 'received.bin.gz']) {
      t.true(files.includes(`trials/1/${host}/${record}`), `${record} of ${host}`);
    }
  }
  const lives = (await readFile(join(folder, 'logs/vnet1gw-0.log'), 'utf8')).match(/"kind":"ready"/g);
  t.is(lives?.length, 2, 'the log of the crashed instance goes on with that of its replacement');
});

test('no file of the run contains a shared key', async (t) => {
  const lab = parse(await readFile(new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url), 'utf8'));
  const keys: string[] = lab.connections.map(({ sharedKey }: { sharedKey: string }) => sharedKey);
  t.true(keys.length > 0 && keys.every((key) => key.length >= 8));
  const files = await filesBelow(t.context.folder);
  for (const file of files) {
    const content = await readFile(join(t.context.folder, file));
    const plain = file.endsWith('.gz') ? gunzipSync(content) : content;
    for (const key of keys) t.false(plain.includes(key), file);
  }
  t.false(files.some((file) => file.includes('secrets')));
});

test('the crash was silent: no surviving node lost the carrier of an interface with an address', (t) => {
  const { links } = t.context;
  t.deepEqual([...links.keys()].sort(), [...survivors].sort());
  for (const [node, own] of links) {
    const addressed = own.filter(({ addr_info }) => addr_info.some(({ family }) => family === 'inet'));
    t.true(addressed.length > 1, node);
    for (const { ifname, flags } of addressed) t.true(flags.includes('LOWER_UP'), `${ifname} of ${node}`);
  }
});

test("the host's network was the same before, during and after the run", (t) => {
  const { before, during, after } = t.context.host;
  t.true(JSON.stringify(before.addresses).includes('127.0.0.1'));
  t.deepEqual(during, before);
  t.deepEqual(after, before);
});

test('the run leaves no container', async (t) => {
  t.deepEqual(names(await containersOfRun(t.context.result.run.id)), []);
  t.deepEqual(names(await containersOfProcess(t.context.pid)), []);
});

/** Asks the engine, because eight processes of the command line would take CPU time from the measurement. */
async function linksOf(id: string): Promise<Map<string, readonly Link[]>> {
  const links = survivors.map(async (node): Promise<[string, readonly Link[]]> => {
    const { stdout } = await (await nodeOf(id, node)).exec(['ip', '-j', 'address']);
    return [node, z.array(linkSchema).parse(JSON.parse(stdout))];
  });
  return new Map(await Promise.all(links));
}

function onlyTrial({ trials }: RunResult): TrialResult {
  const [trial] = trials;
  if (!trial || trials.length > 1) throw new Error(`There are ${trials.length} trials.`);
  return trial;
}

function directions(result: RunResult): [DirectionResult, DirectionResult] {
  const [outward, inward] = ['outward', 'return'].map((name) =>
    directionResults(onlyTrial(result)).find((direction) => direction.name === name),
  );
  if (!outward || !inward) throw new Error('A direction is missing.');
  return [outward, inward];
}

function outageMs({ outage }: DirectionResult): number {
  if (outage?.state !== 'measured') throw new Error(`Not a measured outage: ${JSON.stringify(outage)}`);
  return outage.estimateMs;
}

function assertBetween(
  t: { true: (value: boolean, message: string) => void },
  value: number,
  least: number,
  most: number,
): void {
  t.true(value >= least && value <= most, `${value} is not between ${least} and ${most}`);
}
