import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { type HelperRequest, runHelper } from './helper.ts';

/** What the kernel under an engine can do, as tried out by doing it. */
export interface KernelFeatures {
  /** Virtual network devices made by programs: what strongSwan's userspace ESP sends through. */
  readonly tun: Feature;
  /** ESP in the kernel, with AES-CBC and AES-GCM: Azure's default proposals have both. */
  readonly esp: Feature;
  /** XFRM interfaces: a tunnel as an interface of its own that routes can point at. */
  readonly xfrmInterface: Feature;
  /** Delay and loss on a link. */
  readonly netem: Feature;
  readonly nftables: Feature;
  /** Address translation with nftables, which the userspace dataplane needs for its ports. */
  readonly nftablesNat: Feature;
  /** A multipath hash seed for each network namespace (Linux 6.11). */
  readonly multipathHashSeed: Feature;
}

export interface Feature {
  readonly available: boolean;
  /** Why not, in the words of whatever refused. */
  readonly reason?: string;
}

export type FeatureName = keyof KernelFeatures;

/** Everything that is tried is a matter of its own network namespace. */
export const probeNeeds = ['NET_ADMIN'] as const;

/**
 * Tries in a container of its own, in about 0.3 s, what the engine's kernel can do. Using a feature loads its module,
 * where the kernel has one and the engine's host permits it; that is all that is changed by it.
 *
 * @param image the node image, or any with iproute2 and nftables
 */
export async function kernelFeatures(engine: Engine, image: string): Promise<KernelFeatures> {
  const request: HelperRequest = { purpose: 'probe', image, capabilities: probeNeeds };
  try {
    return parseFeatures(
      (await runHelper(engine, { ...request, devices: [tunDevice] }, probeScript())).stdout,
    );
  } catch (error) {
    // A container cannot be made with a device that the host does not have; the rest is worth knowing nevertheless.
    if (!(error instanceof EngineError) || !error.message.includes(tunDevice)) throw error;
    const without = parseFeatures((await runHelper(engine, request, probeScript())).stdout);
    return { ...without, tun: { available: false, reason: `the engine's host has no ${tunDevice}` } };
  }
}

/** Whether the kernel dataplane can run: ESP, and an interface for each tunnel. */
export function carriesKernelDataplane({ esp, xfrmInterface }: KernelFeatures): boolean {
  return esp.available && xfrmInterface.available;
}

/** Whether the userspace dataplane can run: a TUN device for each tunnel, and translation of their ports. */
export function carriesUserspaceDataplane({ tun, nftablesNat }: KernelFeatures): boolean {
  return tun.available && nftablesNat.available;
}

const tunDevice = '/dev/net/tun';

/** What is tried for each feature. All of it happens in the namespace of a container that is removed afterwards. */
const probes: Readonly<Record<FeatureName, string>> = {
  tun: 'ip tuntap add dev probe-tun mode tun',
  esp: [
    `${espState(1)} enc 'cbc(aes)' 0x${'00'.repeat(32)} auth-trunc 'hmac(sha256)' 0x${'00'.repeat(32)} 128`,
    // 32 bytes of key and 4 of salt.
    `${espState(2)} aead 'rfc4106(gcm(aes))' 0x${'00'.repeat(36)} 128`,
  ].join(' && '),
  xfrmInterface: 'ip link add probe-xfrm type xfrm dev lo if_id 1',
  netem: 'tc qdisc add dev lo root netem delay 1ms',
  nftables: 'nft add table ip probe',
  nftablesNat: [
    'nft add table ip probe-nat',
    "nft 'add chain ip probe-nat out { type nat hook postrouting priority srcnat; }'",
    'nft add rule ip probe-nat out udp sport 4501 snat to 192.0.2.1:4500',
  ].join(' && '),
  multipathHashSeed: 'cat /proc/sys/net/ipv4/fib_multipath_hash_seed >/dev/null',
};

/** An SA in tunnel mode behind a NAT, as all of the lab's are. */
function espState(spi: number): string {
  const ends = 'src 192.0.2.1 dst 192.0.2.2 proto esp';
  return `ip xfrm state add ${ends} spi ${spi} mode tunnel encap espinudp 4500 4500 0.0.0.0`;
}

/** Prints a line for each feature: its name, a tab, and nothing when it is there or else the last words of the refusal. */
function probeScript(): string {
  const probe = 'probe() { if why=$(eval "$2" 2>&1); then why=; else [ -n "$why" ] || why=refused; fi; ';
  const print = 'printf \'%s\\t%s\\n\' "$1" "$(printf %s "$why" | tail -n 1)"; }';
  const lines = Object.entries(probes).map(
    ([name, command]) => `probe ${name} '${command.replaceAll("'", `'\\''`)}'`,
  );
  return [probe + print, ...lines].join('\n');
}

/** Reads what the probe script printed. A feature that it says nothing about counts as missing. */
export function parseFeatures(output: string): KernelFeatures {
  const refusals = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [name, reason] = line.split('\t');
    if (name !== undefined && reason !== undefined) refusals.set(name, reason);
  }
  const feature = (name: FeatureName): Feature => {
    const reason = refusals.get(name) ?? 'the probe says nothing about it';
    return reason === '' ? { available: true } : { available: false, reason };
  };
  return {
    tun: feature('tun'),
    esp: feature('esp'),
    xfrmInterface: feature('xfrmInterface'),
    netem: feature('netem'),
    nftables: feature('nftables'),
    nftablesNat: feature('nftablesNat'),
    multipathHashSeed: feature('multipathHashSeed'),
  };
}
