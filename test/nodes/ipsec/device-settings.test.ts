import test from 'ava';
import type { Connection, Definition } from '../../../src/definition/definition.ts';
import type { DeviceIpsec } from '../../../src/definition/device-ipsec.ts';
import { dataplaneNamed } from '../../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../../src/nodes/ipsec/dataplane.ts';
import { planNodes } from '../../../src/nodes/plan-nodes.ts';
import { paths } from '../../../src/nodes/scripts/start-script.ts';
import { definitionOf } from '../../topology/definitions.ts';
import { topologyOf } from '../../topology/lab-topology.ts';

const dataplanes: readonly DataplaneName[] = ['userspace', 'kernel'];

const withSettings = (ipsec: DeviceIpsec, connection: Partial<Connection> = {}): Definition => {
  const definition = definitionOf({ devices: 1 });
  return {
    ...definition,
    connections: definition.connections.map((one) => ({ ...one, ...connection })),
    sites: definition.sites.map((site) => ({
      ...site,
      devices: site.devices.map((device) => ({ ...device, ipsec })),
    })),
  };
};

/** The files of a node by the end of their names, the first one of each. */
const filesOf = (definition: Definition, dataplane: DataplaneName, node: string) => {
  const plan = planNodes(topologyOf(definition, 'azure'), dataplaneNamed(dataplane)).find(
    (candidate) => candidate.node === node,
  );
  return (name: string): string =>
    [...(plan?.files ?? [])].find(([path]) => path.endsWith(name))?.[1].content ?? '';
};

const setting = (text: string, name: string): string =>
  new RegExp(`^ *${name} = (.*)$`, 'm').exec(text)?.[1] ?? '';

for (const dataplane of dataplanes) {
  test(`${dataplane}: a device has its own proposals, group and lifetimes`, (t) => {
    const definition = withSettings({
      ikeProposals: ['aes128-sha256-modp1024'],
      espProposals: ['aes128-sha256'],
      pfsGroup: 'PFS2048',
      ikeLifetimeSeconds: 3600,
      espLifetimeSeconds: 1200,
      espLifetimeKilobytes: 1024,
    });
    const device = filesOf(definition, dataplane, 'device1')('swanctl.conf');
    t.is(setting(device, 'proposals'), 'aes128-sha256-modp1024');
    t.is(setting(device, 'esp_proposals'), 'aes128-sha256-modp2048');
    t.is(setting(device, 'rekey_time'), '3600s');
    t.is(setting(device, 'life_time'), '1200s');
    t.is(setting(device, 'life_bytes'), '1048576');
    t.is(setting(device, 'rekey_bytes'), '943718');
    const gateway = filesOf(definition, dataplane, 'gw-0')('swanctl.conf');
    // The device rekeys first, so the gateway accepts all that Azure accepts as responder.
    t.is(setting(gateway, 'esp_proposals').split(', ').length, 26);
    t.is(setting(gateway, 'life_time'), '27000s');
  });

  test(`${dataplane}: dead peer detection of a device is its own, or none`, (t) => {
    const dpd = { delaySeconds: 10, intervalSeconds: 5, tries: 3 };
    const own = filesOf(withSettings({ dpd }), dataplane, 'device1');
    t.is(setting(own('swanctl.conf'), 'dpd_delay'), '10s');
    t.is(setting(own('strongswan.conf'), 'retransmit_timeout'), '5');
    t.is(setting(own('strongswan.conf'), 'retransmit_tries'), '2');
    t.is(setting(filesOf(withSettings({ dpd }), dataplane, 'gw-0')('swanctl.conf'), 'dpd_delay'), '20s');
    t.is(
      setting(filesOf(withSettings({ dpd: 'none' }), dataplane, 'device1')('swanctl.conf'), 'dpd_delay'),
      '0s',
    );
  });

  test(`${dataplane}: in mode Default a device may start IKE as well, and then neither end replaces the other's tunnel`, (t) => {
    const both = withSettings({ initiates: true });
    for (const node of ['gw-0', 'device1']) {
      t.is(setting(filesOf(both, dataplane, node)('swanctl.conf'), 'unique'), 'keep');
      t.regex(filesOf(both, dataplane, node)(paths.connect), /swanctl --initiate/);
      t.not(filesOf(both, dataplane, node)(paths.retry), '');
    }
    t.is(setting(filesOf(withSettings({}), dataplane, 'gw-0')('swanctl.conf'), 'unique'), 'replace');
  });

  test(`${dataplane}: InitiatorOnly ignores what the device starts, the other modes do not`, (t) => {
    const rules = (connectionMode: Connection['connectionMode']) =>
      filesOf(withSettings({ initiates: true }, { connectionMode }), dataplane, 'gw-0')(paths.nftables);
    t.regex(
      rules('InitiatorOnly'),
      /table inet initiator-only \{[^}]*ip saddr 198\.51\.100\.10 ip daddr 203\.0\.113\.\d+ udp dport 500 @th,208,8 34 @th,216,8 & 0x28 == 0x08 drop/,
    );
    t.notRegex(rules('Default'), /initiator-only/);
    t.notRegex(rules('ResponderOnly'), /initiator-only/);
  });
}
