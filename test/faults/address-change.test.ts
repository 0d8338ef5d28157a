import test from 'ava';
import { addressChange } from '../../src/faults/address-change.ts';
import { FaultError } from '../../src/faults/kit/fault-error.ts';
import { labDefinition, topologyOf } from '../topology/lab-topology.ts';
import { fakeWorkbench } from './fake-workbench.ts';

const fixed = labDefinition('dual-redundancy');
const definition = {
  ...fixed,
  localNetworkGateways: fixed.localNetworkGateways.map((gateway, index) =>
    index === 0 ? { ...gateway, fqdn: 'branch.example.org' } : gateway,
  ),
};
const topology = topologyOf(definition);
const request = { target: 'device1', parameters: {} };

test('it happens to the first device that has a name, and is refused for others with the reason', (t) => {
  const check = (target: string, asked = definition) =>
    addressChange.check({ definition: asked, topology: topologyOf(asked) }, { target, parameters: {} });
  t.deepEqual(addressChange.targets({ definition, topology }), ['device1']);
  t.deepEqual(addressChange.targets({ definition: fixed, topology: topologyOf(fixed) }), []);
  t.is(check('device1'), undefined);
  t.is(
    check('device2'),
    'Site5-2 has a fixed gatewayIpAddress: gateways would call the old address of device2 for ever. Write fqdn beside it for a device on a dynamic line.',
  );
  t.is(
    check('device1', {
      ...definition,
      sites: definition.sites.map((site) => ({
        ...site,
        devices: site.devices.map((device) => ({ ...device, behindNat: true as const })),
      })),
    }),
    'device1 is behind NAT, and the lab does not change the address of what is in front of it.',
  );
});

test('asked for again, it gives the first address back', async (t) => {
  const script = async (answer: string) => {
    const bench = fakeWorkbench(topology, { answer });
    await addressChange.apply(bench, request);
    return bench.done.at(-1) ?? '';
  };
  t.regex(await script('wan0 UP 131.107.72.22/24\n'), /del 131\.107\.72\.22.*\n.*add 131\.107\.72\.254/);
  t.regex(await script('wan0 UP 131.107.72.254/24\n'), /del 131\.107\.72\.254.*\n.*add 131\.107\.72\.22\//);
});

test('it had no effect if the device does not have the address that is pending', async (t) => {
  const bench = fakeWorkbench(topology);
  const answering = (pending: string) => ({
    ...bench,
    run: async (_: string, script: string) =>
      script.startsWith('cat') ? `${pending}\n` : 'wan0 UP 131.107.72.22/24\n',
  });
  const moment = { lower: 1000, upper: 1001 };
  await t.notThrowsAsync(addressChange.verify(answering('131.107.72.22'), request, moment));
  await t.throwsAsync(addressChange.verify(answering('131.107.72.254'), request, moment), {
    instanceOf: FaultError,
    message: 'device1 still has the address 131.107.72.22.',
  });
});
