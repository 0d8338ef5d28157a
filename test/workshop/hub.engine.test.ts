import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { notYet, ready } from '../../src/base/until.ts';
import { dropDuring } from '../../src/calibration/drop-window.ts';
import { passagesOf } from '../../src/calibration/passages.ts';
import { probePort } from '../../src/experiment/probes/probe.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { LabHub } from '../../src/workshop/live/lab-hub.ts';
import { Measurements } from '../../src/workshop/live/measurements.ts';
import type { PageUpdate } from '../../src/workshop/protocol/updates.ts';
import { switchover } from '../cli/switchover.ts';
import { eventually } from '../eventually.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** Waits until a look finds something. */
const seen = <T>(what: string, look: () => T | undefined, timeoutMs = 30_000): Promise<T> =>
  eventually(
    what,
    async () => {
      const found = look();
      return found === undefined ? notYet('') : ready(found);
    },
    { timeoutMs, intervalMs: 50 },
  );

/** The packets of the light traffic vanish for so long, in all tunnels and both ways: known to microseconds. */
async function silence(lab: Lab, seconds: number): Promise<void> {
  const { stdout } = await lab.node('host').container.exec(['switchover-stamp']);
  const passages = passagesOf(
    lab.topology,
    lab.topology.tunnels.map(({ name }) => name),
    ['outward', 'return'],
  );
  const start = BigInt(stdout.trim()) + 1_500_000_000n;
  await dropDuring(lab, passages, { start, lengthNs: BigInt(seconds * 1e9), port: probePort });
}

test('a seat opens a lab, breaks it, sees outages, heals it, measures, and finds it again', async (t) => {
  t.timeout(600_000);
  const folder = await temporaryFolder(t);
  const options = { runsFolder: join(folder, 'runs'), calibrationsFolder: join(folder, 'calibrations') };
  const hub = new LabHub({ ...options, trials: { rate: 25, connections: 0 } });
  const updates: PageUpdate[] = [];
  hub.subscribe((update) => updates.push(update));
  const last = <Kind extends PageUpdate['kind']>(kind: Kind) =>
    updates.findLast((update): update is Extract<PageUpdate, { kind: Kind }> => update.kind === kind);
  const outages = () => updates.flatMap((update) => (update.kind === 'outage' ? [update.outage] : []));
  const allArrive = () =>
    seen('Arriving flows', () => last('flows')?.flows.states.every((one) => /^a+$/.test(one)) || undefined);
  const problems = () => updates.flatMap((update) => (update.kind === 'problem' ? [update.message] : []));
  try {
    await t.throwsAsync(hub.open({ lab: '/etc/passwd', profile: 'fast' }), { message: /^There is no lab/ });
    await hub.open({ lab: 'active-active', profile: 'fast' });
    await t.throwsAsync(hub.open({ lab: 'active-active', profile: 'fast' }), { message: /Close it first/ });
    t.is(await hub.idle(), undefined);
    const { lab } = hub;
    if (!lab) throw new Error('The lab is up.');
    const { id } = lab.blueprint;
    await allArrive();
    t.is(last('lab')?.lab.state, 'up');

    // A known outage, as every one of the 16 flows tells it.
    await silence(lab, 1.7);
    await seen('All outages', () => outages().length === 16 || undefined);
    for (const { durationMs } of outages()) t.true(Math.abs(durationMs - 1700) <= 50, String(durationMs));
    await seen(
      'Packets in each tunnel',
      () => updates.some((one) => one.kind === 'flows' && one.flows.tunnels) || undefined,
    );

    // Another process breaks something, and the page heals it.
    t.is((await switchover(['fault', 'link-down', 'device1', '--lab', id])).exitCode, 0);
    const fault = await seen('The fault of another process', () => hub.snapshot?.faults[0]);
    await t.throwsAsync(hub.trial({ fault: 'instance-crash', parameters: {} }), {
      message: /Heal link-down/,
    });
    await hub.heal({ fault: fault.id });
    await t.throwsAsync(hub.heal({}), { message: /^The lab is busy: Heal link-down of device1/ });
    t.is(await hub.idle(), undefined);
    t.like(hub.faultLog[0], { fault: 'link-down', target: 'device1' });

    // A fault of this page ends by itself, and nobody waits for it.
    await t.throwsAsync(hub.break({ fault: 'blackhole', target: 'nowhere', parameters: {} }), {
      message: /nowhere/,
    });
    await hub.break({ fault: 'instance-crash', target: 'vnet1gw-1', parameters: { lastsSeconds: 2 } });
    t.is(await hub.idle(), undefined);
    await seen('The fault', () => hub.snapshot?.faults[0]);
    await seen('Its end', () => hub.snapshot?.faults.length === 0 || undefined);
    await hub.heal({});
    t.is(await hub.idle(), undefined);
    t.true(hub.snapshot?.complete);

    await t.throwsAsync(hub.changeTimer({ connection: 'all', changes: { dpd: '1' } }), {
      message: /DPD timeout/,
    });
    await hub.changeTimer({ connection: 'all', changes: { dpd: '4' } });
    t.is(await hub.idle(), undefined);
    const { connections } = hub.lab?.blueprint.definition ?? { connections: [] };
    t.true(connections.length > 0 && connections.every(({ dpdTimeoutSeconds: own }) => own === 4));

    const trial = { fault: 'instance-crash', target: 'vnet1gw-0', parameters: {} };
    await hub.trial({ ...trial, predicted: { outwardSeconds: 1, returnSeconds: 3 } });
    t.is(await hub.idle(), undefined);
    t.like(last('measurements')?.measurements[0], {
      fault: 'instance-crash',
      target: 'vnet1gw-0',
      profile: 'fast',
    });
    t.deepEqual(
      last('measurements')?.measurements[0]?.directions.map(({ predictedSeconds }) => predictedSeconds),
      [1, 3],
    );
    await allArrive();

    // A trial that is ended leaves nothing broken.
    await hub.trial(trial);
    await seen('The trial', () => last('work')?.work?.step.startsWith('starting flows') || undefined);
    await hub.stop();
    await hub.idle();
    t.true(hub.lab?.topology.nodes.every(({ name }) => hub.lab?.runs(name)));
    await allArrive();
    t.deepEqual(problems(), []);

    // The server was killed in a trial, and its fault is still there.
    await hub.break({ fault: 'link-down', target: 'device1:wan0', parameters: {} });
    t.is(await hub.idle(), undefined);
    await hub.leave();
    await mkdir(join(options.runsFolder, 'active-active-0'), { recursive: true });
    await new Measurements(options.runsFolder, { id, name: 'active-active' }).begin(
      'active-active-0',
      undefined,
    );
    await using again = new LabHub(options);
    await again.resume(id);
    t.is(await again.idle(), undefined);
    t.deepEqual(again.snapshot?.faults, []);
    t.is(again.measurements.length, 1);
    t.regex(await again.azure('bgp-peers'), /Connected/);
    await again.close();
    t.is(again.state.state, 'none');
    t.deepEqual((await switchover(['list'])).stdout.includes(id), false);
  } finally {
    if (problems().length > 0) t.log(problems().join('\n'));
    await hub.close();
  }
});
