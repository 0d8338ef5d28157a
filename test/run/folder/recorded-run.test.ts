import { join } from 'node:path';
import test from 'ava';
import { diagnosticLogs } from '../../../src/azure-view/logs/diagnostic-logs.ts';
import { profileNamed } from '../../../src/definition/profile.ts';
import { withoutKeys } from '../../../src/lab/lab-record.ts';
import { makeBlueprint } from '../../../src/lab/make-blueprint.ts';
import type { NodeEvent } from '../../../src/observations/events/node-event.ts';
import { recordedRun } from '../../../src/run/folder/recorded-run.ts';
import { RunFolder } from '../../../src/run/folder/run-folder.ts';
import { context } from '../../analysis/synthetic.ts';
import { circumstances } from '../../report/run-result.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { labDefinition, labNames, topologyOf } from '../../topology/lab-topology.ts';
import { sampleTrial } from './sample-trial.ts';

const epochUtcMs = Date.parse('2026-11-22T21:10:30.000Z');
const down = (node: string, tunnel: string): NodeEvent => ({
  node,
  time: 2.5e9,
  kind: 'child',
  tunnel,
  up: false,
});

/** A saved run of a lab with one trial, in which these events were seen. */
async function saved(runs: string, lab: string, nodeEvents: readonly NodeEvent[], clock?: number) {
  const folder = await RunFolder.create(
    runs,
    `${lab}-1`,
    await makeBlueprint({
      definition: labDefinition(lab),
      profile: profileNamed('fast'),
      dataplane: 'userspace',
      kernel: { esp: false, multipathHashSeed: false, netem: false },
      image: 'switchover-node:1',
      now: new Date('2026-11-22T21:10:20.690Z'),
    }),
  );
  const { observations, ...trial } = sampleTrial();
  await folder.saveTrial({
    number: 1,
    ...trial,
    observations: {
      ...observations,
      nodeEvents,
      ...(clock !== undefined && { epochUtcMs: clock }),
    },
    context,
  });
  await folder.saveRun(circumstances, [1]);
}

test("a saved run has the logs of its gateway's instances, by the clock on the wall", async (t) => {
  const runs = await temporaryFolder(t);
  const events = [down('vnet1gw-0', 'device1'), down('device1', 'vnet1gw-0')];
  await saved(runs, 'dual-redundancy', events, epochUtcMs);
  const run = await recordedRun('dual-redundancy-1', runs);
  t.deepEqual(
    diagnosticLogs(run, run.events).map(({ TimeGenerated, OperationName, remoteIP_s }) => [
      TimeGenerated,
      OperationName,
      remoteIP_s,
    ]),
    [['2026-11-22T21:10:32.500Z', 'TunnelDisconnected', '131.107.72.22']],
  );
});

test('the definition of every lab is read back from its run', async (t) => {
  const runs = await temporaryFolder(t);
  for (const lab of labNames) {
    await saved(runs, lab, [], epochUtcMs);
    const { definition, topology } = await recordedRun(join(runs, `${lab}-1`), runs);
    t.deepEqual(definition, withoutKeys(labDefinition(lab)), lab);
    t.deepEqual(topology, topologyOf(withoutKeys(labDefinition(lab))), lab);
  }
});

test('a run of a version that did not record the clock is refused', async (t) => {
  const runs = await temporaryFolder(t);
  await saved(runs, 'dual-redundancy', []);
  await t.throwsAsync(recordedRun('dual-redundancy-1', runs), {
    message: /observations\.json does not say what time it was\. Run the lab again\.$/,
  });
});
