import * as z from 'zod';
import { azureIpsec } from '../azure/ipsec.ts';
import { deviceRanges, espProposal, ikeProposal, pfsGroups } from '../device-ipsec.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import type { Notation } from './value-checks.ts';
import { trafficSelectorsForm } from './written-traffic-selectors.ts';

/** The IPsec settings of a device in a lab file, one line each. A line that is left out is as a careful engineer sets it. */
export function deviceIpsecForm(leaf: Leaf) {
  const { text, truth } = formKit(leaf);
  const proposals = (notation: Notation) =>
    leaf(z.array(text(notation)).min(1).max(deviceRanges.proposals).optional(), undefined);
  const whole = ({ least, most }: { readonly least: number; readonly most: number }) =>
    z.int().min(least).max(most);
  const optional = (range: { readonly least: number; readonly most: number }) =>
    leaf(whole(range).optional(), undefined);
  const { ikeLifetime, espLifetime, espData, delay, interval, tries, callTries } = deviceRanges;
  const timers = z.strictObject({
    delaySeconds: leaf(whole(delay), delay.least).describe(
      'Seconds without a packet from the peer until the device asks.',
    ),
    intervalSeconds: leaf(whole(interval), interval.least).describe('Seconds between two requests.'),
    tries: leaf(whole(tries), tries.least).describe(
      'Requests without an answer until the peer counts as dead, one interval after the last one.',
    ),
  });
  return z.strictObject({
    ikeProposals: proposals(ikeProposal).describe(
      "What the device offers and accepts for IKE, in strongSwan's notation: aes256-sha256-modp2048. Default: the connection's policy, or aes256-sha256-modp1024 and aes256-sha1-modp1024.",
    ),
    espProposals: proposals(espProposal).describe(
      "The same for ESP, without a group: aes256gcm16, aes256-sha256. Default: the connection's policy, or these two.",
    ),
    pfsGroup: leaf(z.enum(pfsGroups).optional(), undefined).describe(
      "Group for perfect forward secrecy, in Azure's words. A wrong one shows at the first rekey, not before. Default: that of the connection's policy, or None.",
    ),
    ikeLifetimeSeconds: optional(ikeLifetime).describe(
      'Seconds after which the device rekeys IKE. Default: 28800.',
    ),
    espLifetimeSeconds: optional(espLifetime).describe(
      "Lifetime of an ESP SA in seconds. The device rekeys after 80 to 90 % of it. Default: the connection's policy, or 27000.",
    ),
    espLifetimeKilobytes: optional(espData).describe(
      "Lifetime of an ESP SA in kilobytes. Default: the connection's policy, or 102400000.",
    ),
    dpd: leaf(z.union([timers, z.enum(['none'])]).optional(), undefined).describe(
      'Dead peer detection of the device, or none. Default: the timeout of the connection.',
    ),
    initiates: truth('Whether the device starts IKE. Default: only if the connection is ResponderOnly.'),
    givesUpAfterTries: optional(callTries).describe(
      'How often the device tries to open a tunnel to a silent peer before it gives up, as strongSwan without keyingtries=0. Default: it never gives up.',
    ),
    callsAgain: truth(
      'false: the device does not open a tunnel again that was closed, refused or found dead. Default: true.',
    ),
    trafficSelectors: leaf(
      z.array(trafficSelectorsForm(leaf)).min(1).max(azureIpsec.childSas.value).optional(),
      undefined,
    ).describe(
      'What the SAs of the device carry, one SA for each item; its own end is local. Default: what the connection proposes, usually any to any.',
    ),
  });
}
