import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import type { Definition } from '../../src/definition/definition.ts';
import { type FaultParameters, parametersText } from '../../src/definition/fault-parameters.ts';
import { type FaultName, faults } from '../../src/faults/by-name.ts';
import type { Fault } from '../../src/faults/kit/fault.ts';
import type { UndoStep } from '../../src/faults/kit/undo-step.ts';
import { labDefinition, topologyOf } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

/**
 * `golden/<fault>.txt` is all that a fault does to a lab and runs in its nodes, to the letter: at its usual targets, and in
 * the further cases below. UPDATE_GOLDEN=1 writes the files; then read the difference.
 */
const folder = fileURLToPath(new URL('golden/', import.meta.url));
const update = process.env.UPDATE_GOLDEN === '1';

interface Case {
  readonly lab?: string;
  /** Absent: the usual targets. */
  readonly target?: string;
  readonly parameters?: FaultParameters;
  readonly dataplane?: 'kernel' | 'userspace';
  readonly netem?: boolean;
  /** Gateways know the first device by this name. */
  readonly fqdn?: string;
}

const everyWay = { lossPercent: 2.5, delayMs: 20, rateMbps: 10 };

/** Instead of the usual targets without parameters. */
const cases: Readonly<Partial<Record<FaultName, readonly Case[]>>> = {
  'planned-maintenance': [{}, { target: 'vnet1gw-1', parameters: { graceful: false } }],
  'gateway-reset': [
    {},
    { target: 'vnet1gw-0+vnet1gw-1' },
    { target: 'vnet1gw-0+vnet1gw-1', parameters: { graceful: false } },
  ],
  'gateway-resize': [{}, { target: 'vnet1gw-0+vnet1gw-1' }],
  'device-crash': [{}, { parameters: { lastsSeconds: 5 } }],
  'link-down': [{}, { target: 'host' }],
  'link-degrade': [
    { parameters: everyWay },
    { parameters: { lossPercent: 5 } },
    { parameters: { rateMbps: 1 } },
    { parameters: everyWay, netem: false },
  ],
  blackhole: [
    {},
    { target: 'vnet1gw-0--device1', parameters: { only: 'ike' } },
    { target: 'vnet1gw-0--device1', parameters: { only: 'esp', direction: 'in' } },
    { target: 'vnet1gw-0--device1', parameters: { only: 'bgp' } },
    { parameters: { only: 'bgp', direction: 'out' } },
  ],
  mtu: [{}, { parameters: { bytes: 1400, icmp: true } }],
  'address-change': [{ fqdn: 'branch.example.org', parameters: { recordSeconds: 30 } }],
  'tunnel-delete': [
    {},
    { dataplane: 'kernel' },
    { parameters: { silently: true } },
    { parameters: { at: 'vnet1gw-0' } },
    { lab: 'active-standby', parameters: { at: 'vnet1gw' } },
  ],
  'process-crash': [{}, { parameters: { program: 'zebra' } }, { parameters: { program: 'charon' } }],
  'bgp-reset': [{}, { target: 'vnet1gw-0' }],
  'psk-mismatch': [{}, { dataplane: 'kernel' }],
};

const named: Readonly<Record<string, readonly Case[] | undefined>> = cases;
const singles = faults.filter((fault) => fault.kind === 'single');

for (const fault of singles) {
  test(`golden/${fault.name}.txt is what ${fault.name} does`, async (t) => {
    const parts: string[] = [];
    for (const one of named[fault.name] ?? [{}]) parts.push(await rendered(fault, one));
    const text = parts.join('\n');
    const file = `${folder}${fault.name}.txt`;
    if (update) writeFileSync(file, text);
    t.is(text, readFileSync(file, 'utf8'));
  });
}

test('every golden file is that of a fault', (t) => {
  const known = singles.map(({ name }) => `${name}.txt`);
  const unknown = readdirSync(folder).filter((name) => !known.includes(name));
  if (update) for (const name of unknown) rmSync(`${folder}${name}`);
  else t.deepEqual(unknown, []);
  t.pass();
});

async function rendered(
  fault: Fault,
  {
    lab = 'dual-redundancy',
    target: wanted,
    parameters = {},
    dataplane = 'userspace',
    netem = true,
    fqdn,
  }: Case,
): Promise<string> {
  const definition = fqdn === undefined ? labDefinition(lab) : withName(labDefinition(lab), fqdn);
  const topology = topologyOf(definition);
  const targets = wanted === undefined ? fault.targets({ definition, topology }) : [wanted];
  const parts: string[] = [];
  for (const target of targets) {
    const bench = fakeWorkbench(topology, { dataplane, netem });
    const request = { target, parameters };
    const steps = fault.undo(bench, request).map(stepText);
    await fault.apply(bench, request);
    const how = [
      parametersText(parameters),
      ...(fqdn === undefined ? [] : [`the first device is ${fqdn}`]),
      ...(dataplane === 'kernel' ? ['kernel dataplane'] : []),
      ...(netem ? [] : ['kernel without netem']),
    ].filter((text) => text !== '');
    const title = `=== ${target} in ${lab}${how.length > 0 ? ` (${how.join('; ')})` : ''}\n`;
    parts.push([title, ...bench.done, ...steps].join('\n'));
  }
  return parts.join('\n');
}

const withName = (definition: Definition, fqdn: string): Definition => ({
  ...definition,
  localNetworkGateways: definition.localNetworkGateways.map((gateway, index) =>
    index === 0 ? { ...gateway, fqdn } : gateway,
  ),
});

function stepText(step: UndoStep): string {
  const when = `after ${step.afterSeconds} s`;
  return step.kind === 'replace'
    ? `undo ${when}: replace ${step.node}\n`
    : `undo ${when}, on ${step.node}:\n${step.script}\n`;
}
