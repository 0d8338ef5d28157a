import type { BgpTimers, HealthProbe } from './profile.ts';

/** How a device routes. What is absent is as a careful engineer has it. */
export interface DeviceRouting {
  /** How many times it prepends its own ASN to its announcements to Azure; 0 to 8. */
  readonly asPathPrepend: number;
  /**
   * Its tunnels in the order in which it wants to use them, each by the public IP address of the gateway or by its
   * connection; all others come last. Absent: it uses all at once.
   */
  readonly prefers?: readonly string[];
  /** Local preference of what it learns from Azure; the site's router uses the devices with the highest. Absent: 100. */
  readonly localPreference?: number;
  /** Equal paths that it uses at once. Absent: all. */
  readonly maximumPaths?: number;
  /** The site's prefixes that it announces to Azure. Absent: all. */
  readonly announces?: readonly string[];
  /** BGP timers of all its sessions, as it proposes them. Absent: those of the profile. */
  readonly bgpTimers?: DeviceBgpTimers;
  /** BFD with the site's router; false: none. Absent: that of the profile. */
  readonly bfd?: HealthProbe | false;
  /** It keeps its routes into a tunnel, and its BGP session, while the tunnel is dead. Absent: they follow the tunnel. */
  readonly routesFollowTunnel?: false;
  /** Its static routes into a tunnel go with the tunnel, and nobody puts them back. Absent: they come back with it. */
  readonly putsRoutesBack?: false;
  /** It offers BGP graceful restart to its neighbours. Absent: it does not. */
  readonly gracefulRestart?: true;
  /** TCP MSS (bytes) to which it lowers that of connections through its tunnels; none: it leaves it alone. Absent: as Azure asks. */
  readonly mssClamp?: number | 'none';
}

/** Without `connectRetrySeconds` it has the profile's. */
export type DeviceBgpTimers = Omit<BgpTimers, 'connectRetrySeconds'> &
  Partial<Pick<BgpTimers, 'connectRetrySeconds'>>;

/** BGP's own default, where a device sets none (RFC 4271, 5.1.5, leaves it to the operator; FRR and Cisco: 100). */
export const usualLocalPreference = 100;

/** What a lab file may write. */
export const deviceRoutingLimits = {
  /** A tunnel of a lower rank takes its rank off, so there is room below. */
  localPreference: { least: 100, most: 1000 },
  maximumPaths: { least: 1, most: 100 },
  /** Each rank prepends the ASN once more. */
  prefers: 8,
  keepaliveSeconds: { least: 1, most: 21845 },
  /** RFC 4271, 4.2: at least 3, and two octets. */
  holdSeconds: { least: 3, most: 65535 },
  connectRetrySeconds: { least: 1, most: 65535 },
  /** As FRR takes them; below 50 ms a container answers too late. */
  bfdIntervalMs: { least: 50, most: 60000 },
  bfdThreshold: { least: 2, most: 255 },
  /** Below the least one no TCP sender goes (RFC 1122, 4.2.2.6); the most is that of an Ethernet frame. */
  mssClamp: { least: 536, most: 1460 },
} as const;
