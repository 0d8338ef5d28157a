import * as z from 'zod';
import { labLimits } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { address, azureName, shortName } from './value-checks.ts';
import { deviceIpsecForm } from './written-device-ipsec.ts';
import { devicePairForm } from './written-device-pair.ts';
import { deviceRoutingForm } from './written-device-routing.ts';
import { ownLinesForm } from './written-own-lines.ts';
import { sitePrefixesForm } from './written-prefixes.ts';

/** A site with its devices and hosts. */
export function siteForm(leaf: Leaf) {
  const { text, optionalText, truth, optionalList, someOf } = formKit(leaf);
  const device = z.strictObject({
    name: text(shortName).describe('Name of the VPN device: lower-case letters, digits, hyphens.'),
    localNetworkGateway: leaf(
      z.union([
        z.string().min(1),
        z
          .array(leaf(z.string().min(1), ''))
          .min(1)
          .max(labLimits.lines.most),
      ]),
      '',
    ).describe(
      'Name of the local network gateway that stands for this device in Azure; a list for a device with several internet lines (wan0, wan1, ...), one local network gateway for each.',
    ),
    behindNat: truth(
      'true: a router on its line has its public address, and passes UDP 500 and 4500 on to the device, which has a private address. Default: false.',
    ),
    vrrp: leaf(devicePairForm(leaf).optional(), undefined).describe(
      'true, or with numbers of its own: two devices (NAME-a and NAME-b) share the address of the local network gateway by VRRP. One has it, and with it the tunnels; the other one has no SA, so IKE begins anew at a takeover. Default: one device.',
    ),
    peers: optionalList(text(azureName), labLimits.peers).describe(
      "Names of the gateways' public IP addresses to which the device has a tunnel configured. Default: all.",
    ),
    ...deviceRoutingForm(leaf),
    firewall: leaf(z.enum(['stateful']).optional(), undefined).describe(
      'stateful: it forwards TCP and answers to pings only if it saw how they began, as firewalls do that do not share their state. Default: it forwards everything.',
    ),
    ipsec: leaf(deviceIpsecForm(leaf).optional(), undefined).describe(
      'IKE and IPsec as the device has them, where that is not what the connection asks for.',
    ),
    ...ownLinesForm(leaf),
  });
  const host = z.union([
    z.strictObject({
      name: text(shortName).describe('Name of the host: lower-case letters, digits, hyphens.'),
      ipAddress: optionalText(address).describe(
        "Its address. Default: .10, .11, ... of the site's first prefix.",
      ),
    }),
    text(shortName).describe('Name of the host; the lab chooses the address.'),
  ]);
  const site = z.strictObject({
    name: text(azureName).describe('Name of the site.'),
    addressPrefixes: sitePrefixesForm(leaf).describe(
      'Its prefixes, which every device announces; the first is its LAN. The others may contain virtual networks, or be the default route. The last may stand for many: { from: 10.64.0.0/24, count: 4000 }. Default: the address spaces of its local network gateways.',
    ),
    devices: someOf(device, labLimits.devices).describe('Its VPN devices.'),
    hosts: optionalList(host, labLimits.hosts).describe('Hosts that send and receive traffic.'),
  });
  return site;
}
