import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { z } from 'zod';
import { directionResults } from '../../src/analysis/direction-results.ts';
import type { RunResult } from '../../src/analysis/run-result.ts';
import { exitCodes } from '../../src/base/errors/exit-codes.ts';
import { runHelper } from '../../src/engine/host/helper.ts';
import { resultFormat } from '../../src/run/folder/formats.ts';
import { type Ending, switchover } from '../cli/switchover.ts';
import { runWiring } from '../engine/host/run-wiring.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';
import { type KernelGuest, kernelGuest } from './kernel-guest.ts';
import { securityAssociations } from './xfrm-state.ts';

/** The guest, with one lab in which an instance has crashed. The lab stays up until the last test takes it down. */
interface OneGuest {
  readonly guest: KernelGuest;
  readonly networkBefore: string;
  readonly id: string;
  readonly ending: Ending;
  readonly result: RunResult;
}

const test = anyTest as TestFn<OneGuest>;
const speakers = ['vnet1gw-0', 'vnet1gw-1', 'device1', 'device2'];
/** Flows in each direction. An emulated machine cannot handle more or faster ones. */
const flows = 12;
/** When the replacement starts: after every timer that ends the outage, of which dead peer detection is the longest (45 s). */
const replacementSeconds = 75;
/** How long a command may take (ms). Ten minutes were seen with emulation on two cores with a load of 17. */
const commandLimitMs = 25 * 60_000;
/** Work for the end of the tests, even if their beginning failed. */
const afterwards: (() => PromiseLike<void>)[] = [];

test.before('an instance of the lab crashes, in a machine whose kernel has ESP', async (t) => {
  const guest = await kernelGuest((text) => t.log(text));
  afterwards.push(() => guest[Symbol.asyncDispose]());
  const folder = await newTemporaryFolder();
  afterwards.push(() => rm(folder, { recursive: true }));
  const networkBefore = await hostNetwork(guest);
  let run = await crashIn(guest, folder);
  if (run.ending.exitCode === exitCodes['nothing-measured'].code && run.saved === undefined) {
    t.log(`Once more: ${run.ending.stderr}`);
    run = await crashIn(guest, folder);
  }
  const { id, ending, saved } = run;
  // A run without a result says why on stderr.
  if (saved === undefined) throw new Error(ending.stderr);
  const result = resultFormat.read(saved, 'result.json');
  t.context = { guest, networkBefore, id, ending, result };
  t.log(ending.stdout);
});

test.after.always(async () => {
  for (const work of afterwards) await work();
});

test.serial('the engine is on another machine, with another kernel and another time', async (t) => {
  const { engine, nodeImage } = t.context.guest;
  t.not((await engine.info()).kernel, release());
  const stdout = await runHelper(engine, { purpose: 'clock', image: nodeImage }, 'date +%s');
  t.true(Math.abs(Number(stdout) * 1000 - Date.now()) > 24 * 3_600_000, stdout);
});

test.serial("doctor finds the features of the guest's kernel", async (t) => {
  const { exitCode, stdout, stderr } = await remotely(t.context.guest, 'doctor', '--format', 'json');
  t.is(exitCode, 0, stderr);
  const available = z.object({ available: z.literal(true) });
  const report = z.object({
    engine: z.object({ how: z.literal('DOCKER_HOST'), kernel: z.string() }),
    kernel: z.object({
      dataplane: z.literal('kernel'),
      features: z.object({ esp: available, xfrmInterface: available, netem: available }),
    }),
  });
  t.regex(report.parse(JSON.parse(stdout)).engine.kernel, /-cloud-amd64$/);
});

test.serial('all flows that the crash hit came back, and so did redundancy', async (t) => {
  const { ending, result } = t.context;
  // A busy machine may lose packets before the fault. The run then says that nothing was measured.
  const busy = result.trials.some(({ contention }) =>
    contention.senders.some(({ latenessP999Ms }) => (latenessP999Ms ?? 0) > 10),
  );
  t.true(ending.exitCode === 0 || (ending.exitCode === 3 && busy), ending.stderr);
  t.is(result.run.dataplane, 'kernel');
  t.regex(result.versions.kernel, /-cloud-amd64$/);
  const [trial, ...others] = result.trials;
  t.deepEqual(others, []);
  t.deepEqual(trial?.events[0]?.deadNodes, ['vnet1gw-0']);
  const directions = trial ? directionResults(trial) : [];
  t.is(directions.length, 2);
  for (const direction of directions) {
    t.is(direction.flows, flows);
    t.true(direction.flowsHit > 0, direction.name);
    t.true(direction.packetsLost > 0, direction.name);
    t.is(direction.flowsNotRecovered, 0, direction.name);
    t.not(direction.lastFlowBack, null, direction.name);
  }
  // Not before the replacement starts.
  t.true((trial?.redundancyRestoredMs ?? 0) > replacementSeconds * 1000, String(trial?.redundancyRestoredMs));
});

test.serial('the lab that stays up is complete', async (t) => {
  const { exitCode, stdout, stderr } = await remotely(t.context.guest, 'inspect', t.context.id);
  t.is(exitCode, 0, `${stdout}${stderr}`);
  t.regex(stdout, /^Fully redundant\.$/m);
});

test.serial('every tunnel is an XFRM interface of the kernel, and there is no TUN device', async (t) => {
  for (const speaker of speakers) {
    const links = z
      .array(
        z.object({
          flags: z.array(z.string()),
          linkinfo: z
            .object({
              info_kind: z.string(),
              info_data: z.object({ if_id: z.string().optional() }).optional(),
            })
            .optional(),
        }),
      )
      .parse(JSON.parse(await inNode(t.context, speaker, 'ip -json -details link')));
    const ofKind = (kind: string) => links.filter(({ linkinfo }) => linkinfo?.info_kind === kind);
    t.deepEqual(
      ofKind('xfrm').map(({ flags, linkinfo }) => [linkinfo?.info_data?.if_id, flags.includes('UP')]),
      [
        ['0x1', true],
        ['0x2', true],
      ],
      speaker,
    );
    t.deepEqual(ofKind('tun'), [], speaker);
    t.is(await inNode(t.context, speaker, 'ls /dev/net/tun 2>/dev/null || true'), '', speaker);
  }
});

test.serial("strongSwan's own tool shows two tunnels for every gateway instance and device", async (t) => {
  for (const speaker of speakers) {
    const list = await inNode(t.context, speaker, 'swanctl --list-sas --uri unix:///run/ipsec/vici');
    t.is(list.match(/ESTABLISHED, IKEv2/g)?.length, 2, list);
    t.is(list.match(/INSTALLED, TUNNEL.*ESP:AES_/g)?.length, 2, list);
  }
});

test.serial("the hosts' packets go through the security associations of the kernel", async (t) => {
  const states = async () =>
    Promise.all(
      speakers.map(async (speaker) => ({
        speaker,
        associations: securityAssociations(await inNode(t.context, speaker, 'ip -statistics xfrm state')),
      })),
    );
  const before = await states();
  for (const { speaker, associations } of before) {
    // One inbound and one outbound SA for each tunnel.
    t.deepEqual(associations.map(({ interfaceId }) => interfaceId).sort(), [1, 1, 2, 2], speaker);
    t.true(
      associations.every(({ mode }) => mode === 'tunnel'),
      speaker,
    );
  }
  const [pings, size] = [20, 1000];
  const ping = `ping -n -q -c ${pings} -s ${size} -i 0.2 -W 10 10.51.0.10`;
  t.regex(await inNode(t.context, 'vm', ping), new RegExp(`${pings} received`));
  const after = await states();
  const bytesAt = (side: string, seen: typeof before) =>
    seen
      .filter(({ speaker }) => speaker.startsWith(side))
      .flatMap(({ associations }) => associations)
      .reduce((sum, { bytes }) => sum + bytes, 0);
  // All pings use the same tunnel. Their answers use that or another one.
  for (const side of ['vnet1gw', 'device']) {
    const grown = bytesAt(side, after) - bytesAt(side, before);
    t.true(grown >= 2 * pings * size, `${grown} bytes at ${side}`);
  }
});

test.serial(
  'link-degrade: netem delays and loses packets, a token bucket limits their rate, and heal undoes it',
  async (t) => {
    const { guest, id } = t.context;
    const delayMs = 300;
    const pinged = async (count: number, ...options: readonly string[]) => {
      const ping = `ping -n -q -c ${count} ${options.join(' ')} 10.51.0.1 || true`;
      const text = await inNode(t.context, 'host', ping);
      const [received, fastest] = [/(\d+) received/, /^rtt .* = ([\d.]+)\//m].map((one) =>
        Number(one.exec(text)?.[1]),
      );
      return { text, received: received ?? 0, fastestMs: fastest ?? 0 };
    };
    const parameters = `delayMs=${delayMs},lossPercent=20,rateMbps=0.1`;
    const broken = await remotely(
      guest,
      'fault',
      'link-degrade',
      'host:eth0',
      '--lab',
      id,
      '--with',
      parameters,
    );
    t.is(broken.exitCode, 0, broken.stderr);

    const count = 200;
    const late = await pinged(count, '-i 0.05', '-W 3');
    // Both ends delay.
    t.true(late.fastestMs > 2 * delayMs && late.fastestMs < 3 * delayMs, late.text);
    // There and back: 0.8 x 0.8 = 0.64; five standard deviations are 0.17.
    t.true(Math.abs(late.received / count - 0.64) < 0.17, late.text);

    // 100 packets of 1042 bytes are 0.8 Mbit. The bucket holds 0.26 Mbit.
    await pinged(100, '-i 0.002', '-s 1000', '-W 3');
    const queues = await inNode(t.context, 'host', 'tc -s qdisc show dev eth0');
    t.regex(queues, /^qdisc netem 1: root .* delay 300ms loss 20%/m);
    t.regex(queues, /^qdisc tbf .* parent 1:1 rate 100Kbit.*?overlimits [1-9]/ms);

    const healed = await remotely(guest, 'heal', id, '--timeout', '300');
    t.is(healed.exitCode, 0, healed.stderr);
    const again = await pinged(10);
    t.is(again.received, 10, again.text);
    t.true(again.fastestMs < delayMs, again.text);
  },
);

test.serial('down removes the lab and leaves the machine as it was before', async (t) => {
  const { guest, networkBefore, id } = t.context;
  t.deepEqual(await remotely(guest, 'down', id), { exitCode: 0, stdout: '', stderr: `Removed ${id}.` });
  t.deepEqual(await guest.engine.containers({}), []);
  t.is(await hostNetwork(guest), networkBefore);
});

/** Runs the lab with a crash of an instance and leaves it up. There is no result if nothing could be measured. */
async function crashIn(guest: KernelGuest, folder: string) {
  const runs = await mkdtemp(join(folder, 'run-'));
  const ending = await remotely(
    guest,
    ...['run', 'dual-redundancy', '--fault', 'instance-crash', '--dataplane', 'kernel', '--runs', runs],
    // With fewer or quicker probes, BFD would declare devices dead that are only slow. A run waits for a keepalive
    // before the fault, so that must be short: within a minute, a busy machine loses a packet.
    ...['--profile', 'azure', '--bfd', '5x2000', '--bgp', '20/60'],
    ...['--set', `replacementSeconds=${replacementSeconds}`],
    ...['--flows', String(flows), '--rate', '10', '--tcp', '2'],
    // Wide enough for every timer on a slow machine, too narrow for a timer that does not work.
    ...['--expect', 'maxOutageSeconds=150,maxRedundancySeconds=480'],
    ...['--timeout', '900', '--keep'],
  );
  const [id = ''] = await readdir(runs);
  const saved = await readFile(join(runs, id, 'result.json'), 'utf8').catch(() => undefined);
  return { id, ending, saved };
}

/** Runs the command line on this machine, with the engine in the guest. */
function remotely(guest: KernelGuest, ...args: readonly string[]): Promise<Ending> {
  return switchover(args, guest.environment, commandLimitMs);
}

async function inNode({ guest, id }: OneGuest, node: string, script: string): Promise<string> {
  const ending = await remotely(guest, 'exec', id, node, 'sh', '-c', script);
  if (ending.exitCode !== 0)
    throw new Error(`${script} ended with ${ending.exitCode} in ${node}: ${ending.stderr}`);
  return ending.stdout;
}

/** Links, addresses, routes, packet filters and IPsec of the guest itself. */
async function hostNetwork({ engine, nodeImage }: KernelGuest): Promise<string> {
  const look = [
    'ip -o link',
    'ip -o address',
    'ip route show table all',
    'nft list ruleset',
    'ip xfrm state',
    'ip xfrm policy',
  ];
  const script = `nsenter -t 1 -n sh -ec '${look.join('; ')}'`;
  return runWiring(engine, nodeImage, script);
}
