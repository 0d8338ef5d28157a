import { shown } from '../../../base/quote.ts';
import type { Connection, Definition, Device } from '../../definition.ts';
import { localNetworkGatewaysOf } from '../../device-lines.ts';
import {
  azureProposals,
  deviceProposals,
  deviceStarts,
  gatewayResponds,
  withoutGroup,
} from '../../ipsec-proposals.ts';
import { placedDevices } from '../connections/ends.ts';
import { type Placed, placedConnections } from '../placed.ts';
import type { Rule } from '../rule.ts';

export const noCommonProposal: Rule = {
  name: 'no-common-proposal',
  severity: 'error',
  source:
    'About VPN devices and IPsec/IKE parameters; FAQ: a custom policy replaces the defaults. Without a proposal in common IKE answers NO_PROPOSAL_CHOSEN (RFC 7296, 2.7).',
  *check(definition) {
    for (const { device, connection, azure, own } of deviceTunnels(definition)) {
      for (const [kind, property] of kinds) {
        // One that could not be read.
        if (own[kind].includes('')) continue;
        const accepted = azure[kind].map(withoutGroupOf(kind));
        if (own[kind].some((proposal) => accepted.includes(withoutGroupOf(kind)(proposal)))) continue;
        yield {
          path: [...device.path, 'ipsec'],
          basis: [connection.path],
          message: `${shown(device.value.name)} offers ${own[kind].join(', ')} for ${kind.toUpperCase()}, and ${shown(connection.value.name)} accepts none of them: no tunnel comes up.`,
          advice: `Add one of these to ${property}: ${[...new Set(accepted)].join(', ')}.`,
        };
      }
    }
  },
};

export const pfsMismatch: Rule = {
  name: 'pfs-mismatch',
  severity: 'warning',
  source:
    'The first child SA has no key exchange of its own (RFC 7296, 1.2), so its group is negotiated at the first rekey. As initiator Azure offers no PFS (About VPN devices and IPsec/IKE parameters).',
  *check(definition) {
    for (const { device, connection, azure, own } of deviceTunnels(definition)) {
      const hasCommon = own.esp.some((proposal) =>
        azure.esp.some((other) => withoutGroup(other) === withoutGroup(proposal)),
      );
      if (!hasCommon || own.esp.some((proposal) => azure.esp.includes(proposal))) continue;
      yield {
        path: [...device.path, 'ipsec'],
        basis: [connection.path],
        message: `${shown(device.value.name)} and ${shown(connection.value.name)} have different groups for perfect forward secrecy: their tunnels come up, and fail at the first rekey.`,
        advice: connection.value.ipsecPolicy
          ? `Set pfsGroup: ${connection.value.ipsecPolicy.pfsGroup}.`
          : 'Set pfsGroup: None, or let the device rekey first with a shorter espLifetimeSeconds: as responder Azure accepts PFS1, PFS2, PFS14 and PFS24.',
      };
    }
  },
};

export const nobodyOpensToDevice: Rule = {
  name: 'device-does-not-initiate',
  severity: 'error',
  source: 'Connection mode ResponderOnly: Azure never initiates.',
  *check(definition) {
    for (const { device, connection } of deviceTunnels(definition)) {
      if (
        connection.value.connectionMode !== 'ResponderOnly' ||
        deviceStarts(connection.value, device.value.ipsec)
      )
        continue;
      yield {
        path: [...device.path, 'ipsec', 'initiates'],
        basis: [[...connection.path, 'connectionMode']],
        message: `${shown(connection.value.name)} is ResponderOnly, and ${shown(device.value.name)} does not initiate either: nobody opens the tunnel.`,
        advice: 'Leave initiates or connectionMode out.',
      };
    }
  },
};

export const ignoredDevice: Rule = {
  name: 'device-is-ignored',
  severity: 'warning',
  source: 'Connection mode InitiatorOnly: Azure initiates, and rejects what the device starts.',
  *check(definition) {
    for (const { device, connection } of deviceTunnels(definition)) {
      if (connection.value.connectionMode !== 'InitiatorOnly' || !device.value.ipsec?.initiates) continue;
      yield {
        path: [...device.path, 'ipsec', 'initiates'],
        basis: [[...connection.path, 'connectionMode']],
        message: `${shown(connection.value.name)} is InitiatorOnly: Azure ignores what ${shown(device.value.name)} initiates, and opens the tunnel itself.`,
        advice: 'Leave initiates out, or set connectionMode: Default.',
      };
    }
  },
};

export const nobodyNoticesDeadPeer: Rule = {
  name: 'nobody-notices-a-dead-gateway',
  severity: 'warning',
  source:
    'Without dead peer detection a device keeps its SAs until they expire; an instance that returns knows none of them (RFC 7296, 2.4), and with ResponderOnly it does not call.',
  *check(definition) {
    for (const { device, connection } of deviceTunnels(definition)) {
      if (connection.value.connectionMode !== 'ResponderOnly' || device.value.ipsec?.dpd !== 'none') continue;
      yield {
        path: [...device.path, 'ipsec', 'dpd'],
        basis: [[...connection.path, 'connectionMode']],
        message: `${shown(device.value.name)} has no dead peer detection, and only it opens ${shown(connection.value.name)}: when an instance has failed and is back, the tunnel stays dark until its SAs expire.`,
        advice: 'Give the device dead peer detection, or set connectionMode: Default.',
      };
    }
  },
};

const kinds = [
  ['ike', 'ikeProposals'],
  ['esp', 'espProposals'],
] as const;

/** The group of ESP is not part of what brings a tunnel up. */
const withoutGroupOf = (kind: 'ike' | 'esp') => (proposal: string) =>
  kind === 'ike' ? proposal : withoutGroup(proposal);

/** The devices with settings of their own, each with its connections and what both sides propose. */
function deviceTunnels(definition: Definition) {
  const connections = placedConnections(definition);
  return placedDevices(definition).flatMap((device: Placed<Device>) => {
    const { ipsec } = device.value;
    if (!ipsec) return [];
    const lines = localNetworkGatewaysOf(device.value).filter((name) => name !== '');
    return connections
      .filter(({ value }) => lines.includes(value.localNetworkGateway2 ?? ''))
      .map((connection: Placed<Connection>) => ({
        device,
        connection,
        own: deviceProposals(connection.value.ipsecPolicy, ipsec),
        azure: azureProposals(connection.value.ipsecPolicy, {
          responds: gatewayResponds(connection.value, ipsec),
        }),
      }));
  });
}
