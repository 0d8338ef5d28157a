import * as z from 'zod';
import { azureIpsec } from '../azure/ipsec.ts';
import { deviceRoutingLimits, usualLocalPreference } from '../device-routing.ts';
import { labLimits, mostPrepends } from '../lab-limits.ts';
import { formKit } from './form-kit.ts';
import type { Leaf } from './leaf.ts';
import { azureName, prefix } from './value-checks.ts';

/** The properties of a device that are about its routing. */
export function deviceRoutingForm(leaf: Leaf) {
  const limits = deviceRoutingLimits;
  const number = ({ least, most }: { readonly least: number; readonly most: number }) =>
    z.int().meta({ minimum: least, maximum: most });
  const needed = (bounds: { readonly least: number; readonly most: number }, description: string) =>
    leaf(number(bounds), 0).describe(`${description}, ${bounds.least} to ${bounds.most}.`);
  const optional = (bounds: { readonly least: number; readonly most: number }, description: string) =>
    leaf(number(bounds).optional(), undefined).describe(description);
  const { text, truth } = formKit(leaf);
  const bgpTimers = z.strictObject({
    keepaliveSeconds: needed(limits.keepaliveSeconds, 'Seconds between two keepalives'),
    holdSeconds: needed(limits.holdSeconds, 'Hold time in seconds'),
    connectRetrySeconds: optional(
      limits.connectRetrySeconds,
      'Seconds between attempts to open a session. Default: as the profile has it.',
    ),
  });
  const bfd = z.strictObject({
    intervalMs: needed(limits.bfdIntervalMs, 'Milliseconds between two probes'),
    threshold: needed(limits.bfdThreshold, 'Unanswered probes until the neighbour is dead'),
  });
  return {
    asPathPrepend: optional(
      { least: 0, most: mostPrepends },
      'How many times the device prepends its ASN to its announcements to Azure, to be the second choice. Default: 0.',
    ),
    prefers: leaf(z.array(text(azureName)).max(limits.prefers).optional(), undefined).describe(
      "Its tunnels in the order of its preference, each by the name of the gateway's public IP address or of the connection. It uses the first that is up, and makes the AS paths of the others longer, so that Azure does the same. Tunnels that are not named come last. Default: it uses all at once.",
    ),
    localPreference: optional(
      limits.localPreference,
      `Local preference of the routes that it learns from Azure, ${limits.localPreference.least} to ${limits.localPreference.most}: the site's router sends over the devices with the highest. Default: ${usualLocalPreference}.`,
    ),
    maximumPaths: optional(
      limits.maximumPaths,
      'Equal paths that it uses at once, its maximum-paths. Default: all.',
    ),
    announces: leaf(z.array(text(prefix)).max(labLimits.prefixes.most).optional(), undefined).describe(
      "The site's prefixes that it announces to Azure. Default: all.",
    ),
    bgpTimers: leaf(bgpTimers.optional(), undefined).describe(
      'BGP timers that it proposes in all its sessions. Of two hold times the lower one counts. Default: as the profile has them.',
    ),
    bfd: leaf(z.union([bfd, z.boolean()]).optional(), undefined).describe(
      "BFD with the site's router: false for none, or its own timers. Default: as the profile has it.",
    ),
    routesFollowTunnel: truth(
      'false: the device keeps its routes into a tunnel while the tunnel is dead, as with a tunnel interface that is always up; a BGP session lasts until its hold time ends. Default: true.',
    ),
    gracefulRestart: truth(
      'true: the device offers BGP graceful restart, which Azure does not take. Default: false.',
    ),
    mssClamp: leaf(z.union([number(limits.mssClamp), z.enum(['none'])]).optional(), undefined).describe(
      `TCP MSS to which the device lowers that of connections through its tunnels, ${limits.mssClamp.least} to ${limits.mssClamp.most}; or none. Azure lowers it to ${azureIpsec.maximumSegmentSize.value} as well. Default: ${azureIpsec.maximumSegmentSize.value}.`,
    ),
    putsRoutesBack: truth(
      'false: static routes that went with a tunnel do not come back with it. Default: true.',
    ),
  };
}
