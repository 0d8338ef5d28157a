import { fileURLToPath } from 'node:url';
import anyTest, { type TestFn } from 'ava';
import { z } from 'zod';
import { planFile } from '../azure-view/support/plan-lab.ts';
import {
  recordedAdvertised,
  recordedEffective,
  recordedLearned,
  recordedPeers,
} from '../azure-view/support/recorded.ts';
import { tableRows } from '../azure-view/support/table-rows.ts';
import { switchover } from '../cli/switchover.ts';
import { labDown, labUp } from './support/lab-up.ts';

/** The plan of a real gateway, up: what az would say of it, compared with what az said of the real one. */
const test = anyTest as TestFn<{ readonly id: string }>;

test.before('the plan is brought up', async (t) => {
  t.context = { id: await labUp(fileURLToPath(planFile)) };
});

test.after.always((t) => labDown(t.context.id));

async function az(id: string, ...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await switchover(['az', 'network', ...words, '--lab', id]);
  if (exitCode !== 0) throw new Error(`az network ${words.join(' ')} ended with ${exitCode}:\n${stderr}`);
  return stdout;
}

const gateway = ['-n', 'HarbourGW', '-g', 'rg'];
const timeSpan = /^(\d+\.)?\d\d:\d\d:\d\d(\.\d{7})?$/;

test.serial('the BGP peers are those of the recording, in its order, with its states', async (t) => {
  const rows = tableRows(
    await az(t.context.id, 'vnet-gateway', 'list-bgp-peer-status', ...gateway, '-o', 'table'),
  );
  const recorded = tableRows(recordedPeers);
  const said = ({ Neighbor, ASN, State }: Record<string, string>) => [Neighbor, ASN, State];
  t.deepEqual(Object.keys(rows[0] ?? {}), Object.keys(recorded[0] ?? {}));
  t.deepEqual(rows.map(said), recorded.map(said));
  for (const { State, ConnectedDuration = '', MessagesSent } of rows) {
    if (State === 'Connected') t.regex(ConnectedDuration, timeSpan);
    else t.deepEqual([ConnectedDuration, MessagesSent], ['', '0']);
  }
});

test.serial('the learned, advertised and effective routes are those of the recording', async (t) => {
  const { id } = t.context;
  const learned = await az(id, 'vnet-gateway', 'list-learned-routes', ...gateway, '-o', 'table');
  t.deepEqual(tableRows(learned), tableRows(recordedLearned));
  const peer = ['--peer', '10.74.0.10'];
  const advertised = await az(
    id,
    'vnet-gateway',
    'list-advertised-routes',
    ...gateway,
    ...peer,
    '-o',
    'table',
  );
  t.deepEqual(tableRows(advertised), tableRows(recordedAdvertised));
  const effective = await az(id, 'nic', 'show-effective-route-table', '-n', 'craneVMNic', '-o', 'table');
  t.deepEqual(tableRows(effective), tableRows(recordedEffective));
});

test.serial('the connection is Connected, with a line and bytes for each of its two tunnels', async (t) => {
  const status = z.object({
    connectionStatus: z.literal('Connected'),
    ingressBytesTransferred: z.int().positive(),
    egressBytesTransferred: z.int().positive(),
  });
  const shown = status
    .extend({
      tunnelConnectionStatus: z
        .array(
          status.extend({
            tunnel: z.string(),
            lastConnectionEstablishedUtcTime: z.string().regex(/^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d$/),
          }),
        )
        .length(2),
    })
    .parse(JSON.parse(await az(t.context.id, 'vpn-connection', 'show', '-n', 'HarbourToDepot')));
  t.deepEqual(
    shown.tunnelConnectionStatus.map(({ tunnel }) => tunnel),
    ['HarbourToDepot_203.0.113.10', 'HarbourToDepot_203.0.113.11'],
  );
});

test.serial('a reset by the second public address reboots instance 1, as the logs say', async (t) => {
  const { id } = t.context;
  const vip = ['--gateway-vip', '203.0.113.11'];
  const shown = JSON.parse(await az(id, 'vnet-gateway', 'reset', '-n', 'HarbourGW', ...vip));
  t.like(shown, { name: 'HarbourGW', provisioningState: 'Succeeded' });
  const { stdout } = await switchover(['az', 'logs', '--lab', id, '-o', 'json']);
  const rows = z
    .array(z.object({ Category: z.string(), OperationName: z.string(), instance_s: z.string() }))
    .parse(JSON.parse(stdout));
  const said = rows.map(({ OperationName, instance_s }) => `${OperationName} ${instance_s.at(-1)}`);
  t.true(said.includes('BgpDisconnectedEvent 0'), 'instance 0 lost its sibling');
  t.true(said.includes('TunnelConnected 1'), 'instance 1 has its tunnel again');
  t.false(said.includes('TunnelDisconnected 0'), 'the tunnel of instance 0 stayed');
});
