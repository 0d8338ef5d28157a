import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { LabHub } from '../../src/workshop/live/lab-hub.ts';
import type { PageUpdate } from '../../src/workshop/protocol/updates.ts';

/** Waits until something is there, and says what it waited for. */
async function seen<T>(what: string, look: () => T | undefined, seconds: number): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what} was not seen within ${seconds} s.`);
    await pause(50);
  }
}

test('a seat opens a lab, breaks it, sees the outage, heals it, measures it, and finds it again', async (t) => {
  t.timeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), 'hub-'));
  const options = { runsFolder: join(folder, 'runs'), calibrationsFolder: join(folder, 'calibrations') };
  const hub = new LabHub({ ...options, trials: { rate: 25, connections: 0 } });
  const updates: PageUpdate[] = [];
  hub.subscribe((update) => updates.push(update));
  const last = <Kind extends PageUpdate['kind']>(kind: Kind) =>
    updates.findLast((update): update is Extract<PageUpdate, { kind: Kind }> => update.kind === kind);
  const problems = () => updates.flatMap((update) => (update.kind === 'problem' ? [update.message] : []));
  const log = (text: string) => t.log(`${(performance.now() / 1000).toFixed(1)} ${text}`);
  try {
    await hub.open({ lab: 'active-active', profile: 'fast' });
    t.is(await hub.idle(), undefined);
    t.is(hub.state.state, 'up');
    log('up');
    await seen(
      'Arriving flows',
      () => last('flows')?.flows.states.every((one) => /^a+$/.test(one)) || undefined,
      20,
    );
    log(`flows ${JSON.stringify(last('flows'))}`);

    // One link is cut for a known time; half of the flows at least go over it, or the other ones do.
    const target = 'device1:wan0';
    await t.throwsAsync(hub.break({ fault: 'blackhole', target: 'nowhere', parameters: {} }));
    await hub.break({ fault: 'blackhole', target, parameters: { lastsSeconds: 3 } });
    t.is(await hub.idle(), undefined);
    log('broken');
    await seen('The fault in the snapshot', () => hub.snapshot?.faults[0], 5);
    await seen('The end of the fault', () => hub.snapshot?.faults.length === 0 || undefined, 10);
    const outage = await seen('An outage', () => last('outage')?.outage, 20);
    log(`outage ${JSON.stringify(outage)} of ${updates.filter(({ kind }) => kind === 'outage').length}`);
    log(JSON.stringify(updates.flatMap((u) => (u.kind === 'outage' ? [u.outage.durationMs] : []))));
    t.deepEqual(problems(), []);

    await hub.heal({});
    await t.throwsAsync(hub.heal({}), { message: /busy/ });
    t.is(await hub.idle(), undefined);
    log('whole');

    await hub.trial({
      fault: 'instance-crash',
      target: 'vnet1gw-0',
      parameters: {},
      predicted: { outwardSeconds: 3, returnSeconds: 3 },
    });
    t.is(await hub.idle(), undefined);
    log(JSON.stringify(last('measurements')));
    t.is(last('measurements')?.measurements.length, 1);
    t.is(last('measurements')?.measurements[0]?.directions[0]?.predictedSeconds, 3);
    log((await hub.azure('bgp-peers')).slice(0, 300));
    const id = hub.lab?.blueprint.id ?? '';
    await hub.leave();

    const again = new LabHub(options);
    await again.resume(id);
    t.is(again.measurements.length, 1);
    await again.close();
    t.is(again.state.state, 'none');
  } finally {
    await hub.close();
    t.log(problems().join('\n'));
  }
});
