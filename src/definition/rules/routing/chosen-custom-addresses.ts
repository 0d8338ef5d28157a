import { listed } from '../../../base/listed.ts';
import { shown } from '../../../base/quote.ts';
import {
  calledByDevice,
  customBgpAddressOf,
  instanceOfIpConfiguration,
  ipConfigurationName,
} from '../../custom-bgp-addresses.ts';
import type { Device } from '../../definition.ts';
import { standsForDevice } from '../../device-lines.ts';
import { ends, placedDevices } from '../connections/ends.ts';
import { placed } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const unknownIpConfiguration: Rule = {
  name: 'unknown-ip-configuration',
  severity: 'error',
  source:
    'A connection chooses a custom BGP address for an IP configuration of its gateway, each at most once.',
  *check(definition) {
    for (const { connection, gateway } of ends(definition)) {
      if (!gateway) continue;
      const list = [...connection.path, 'gatewayCustomBgpIpAddresses'];
      const taken = new Set<number>();
      for (const { value, path } of placed(connection.value.gatewayCustomBgpIpAddresses ?? [], list)) {
        if (value.ipConfigurationId === '') continue;
        const instance = instanceOfIpConfiguration(gateway.value, value.ipConfigurationId);
        const name = shown(ipConfigurationName(value.ipConfigurationId));
        if (instance !== undefined && !taken.has(instance)) {
          taken.add(instance);
          continue;
        }
        const names = gateway.value.bgpSettings.ipConfigurationNames ?? ['default', 'activeActive'];
        yield {
          path: [...path, 'ipConfigurationId'],
          basis: [
            [...gateway.path, 'bgpSettings'],
            [...gateway.path, 'activeActive'],
          ],
          message:
            instance === undefined
              ? `${shown(connection.value.name)} chooses a custom BGP address for the IP configuration ${name}, which ${shown(gateway.value.name)} does not have.`
              : `${shown(connection.value.name)} chooses a custom BGP address for the IP configuration ${name} twice.`,
          advice: `Write one of ${listed(names)}, as in bgpPeeringAddresses of ${shown(gateway.value.name)}.`,
        };
      }
    }
  },
};

export const customOfAnotherInstance: Rule = {
  name: 'custom-bgp-address-not-at-instance',
  severity: 'error',
  source: 'Configure BGP for VPN Gateway: a connection chooses among the APIPA addresses of its gateway.',
  *check(definition) {
    for (const { connection, gateway } of ends(definition)) {
      if (!gateway) continue;
      const list = [...connection.path, 'gatewayCustomBgpIpAddresses'];
      for (const { value, path } of placed(connection.value.gatewayCustomBgpIpAddresses ?? [], list)) {
        const instance = instanceOfIpConfiguration(gateway.value, value.ipConfigurationId);
        if (instance === undefined || value.customBgpIpAddress === '') continue;
        const own = gateway.value.bgpSettings.customBgpIpAddresses[instance] ?? [];
        if (own.includes(value.customBgpIpAddress)) continue;
        yield {
          path: [...path, 'customBgpIpAddress'],
          basis: [[...gateway.path, 'bgpSettings']],
          message: `${shown(connection.value.name)} chooses ${value.customBgpIpAddress}, which is no custom BGP address of the IP configuration ${shown(ipConfigurationName(value.ipConfigurationId))} of ${shown(gateway.value.name)}.`,
          advice:
            own.length > 0
              ? `Choose ${listed(own)}, or add the address there.`
              : 'Add the address to its customBgpIpAddresses.',
        };
      }
    }
  },
};

export const customOfAnotherTunnel: Rule = {
  name: 'session-with-another-custom-address',
  severity: 'warning',
  source:
    "How to connect AWS and Azure: each tunnel has a /30 of its own, with the device's address and the gateway's. With another one the tunnel is up and its BGP session is not.",
  *check(definition) {
    for (const { connection, gateway, local } of ends(definition)) {
      const device = local?.value.bgpSettings?.bgpPeeringAddress ?? '';
      if (!gateway || !local || !connection.value.enableBgp) continue;
      const { customBgpIpAddresses } = gateway.value.bgpSettings;
      const { peers } = deviceOf(placedDevices(definition), local.value.name) ?? {};
      for (const [instance, addresses] of customBgpIpAddresses.entries()) {
        const { name = '' } = gateway.value.publicIPAddresses[instance] ?? {};
        if (peers && !peers.includes(name)) continue;
        const used = customBgpAddressOf(gateway.value, instance, connection.value);
        const called = calledByDevice(addresses, used, device);
        if (used === called) continue;
        yield {
          path: [...connection.path, 'gatewayCustomBgpIpAddresses'],
          basis: [
            [...gateway.path, 'bgpSettings'],
            [...local.path, 'bgpSettings'],
          ],
          message: `${shown(connection.value.name)} uses ${used} of ${shown(gateway.value.name)}, but the device of ${shown(local.value.name)} (${device}) calls ${called}, the other address of its /30. The tunnel will be up, its BGP session will not.`,
          advice: `Choose ${called} in gatewayCustomBgpIpAddresses, unless the mistake is what you want to see.`,
        };
      }
    }
  },
};

const deviceOf = (devices: readonly { readonly value: Device }[], local: string): Device | undefined =>
  devices.find(({ value }) => standsForDevice(local)(value))?.value;
