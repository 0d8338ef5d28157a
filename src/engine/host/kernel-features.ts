import { z } from 'zod';
import { shellWord } from '../../base/shell-word.ts';
import type { Engine } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { type HelperRequest, runHelper } from './helper.ts';

const feature = z
  .object({
    available: z.boolean(),
    reason: z.string().exactOptional().describe('why not, in the words of the program that failed'),
  })
  .readonly();

/** What the kernel under an engine can do, found out by trying it. */
export const kernelFeaturesSchema = z
  .object({
    tun: feature.describe("network devices made by programs: strongSwan's userspace ESP sends through them"),
    esp: feature.describe("ESP with AES-CBC and AES-GCM: Azure's default proposals have both"),
    xfrmInterface: feature.describe('a tunnel as an interface of its own that routes can point at'),
    netem: feature.describe('delay and loss on a link'),
    nftables: feature,
    nftablesNat: feature.describe('address translation, which the userspace dataplane needs for its ports'),
    multipathHashSeed: feature.describe(
      'a multipath hash seed for each network namespace (from Linux 6.11 on)',
    ),
  })
  .readonly();

export type KernelFeatures = z.infer<typeof kernelFeaturesSchema>;

export type Feature = z.infer<typeof feature>;

export type FeatureName = keyof KernelFeatures;

/** All that is tried concerns the network namespace of the helper alone. */
export const probeNeeds = ['NET_ADMIN'] as const;

/**
 * Tries what the engine's kernel can do, in a container of its own and in about 0.3 s. Using a feature loads its kernel
 * module where there is one and the engine's host permits it; nothing else changes.
 *
 * @param image the node image, or any with iproute2 and nftables
 */
export async function kernelFeatures(engine: Engine, image: string): Promise<KernelFeatures> {
  const request: HelperRequest = { purpose: 'probe', image, capabilities: probeNeeds };
  try {
    return parseFeatures(await runHelper(engine, { ...request, devices: [tunDevice] }, probeScript()));
  } catch (error) {
    // The engine cannot give a container a device that its host does not have. The other features are still worth knowing.
    if (!(error instanceof EngineError) || !error.message.includes(tunDevice)) throw error;
    const without = parseFeatures(await runHelper(engine, request, probeScript()));
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

/** How each feature is tried. The container is removed afterwards, and its namespace with it. */
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

/** An SA in tunnel mode with UDP encapsulation, as all SAs of a lab. */
function espState(spi: number): string {
  const ends = 'src 192.0.2.1 dst 192.0.2.2 proto esp';
  return `ip xfrm state add ${ends} spi ${spi} mode tunnel encap espinudp 4500 4500 0.0.0.0`;
}

/** Prints a line for each feature: its name, a tab, and the last line of the refusal if there was one. */
function probeScript(): string {
  const probe = 'probe() { if why=$(eval "$2" 2>&1); then why=; else [ -n "$why" ] || why=refused; fi; ';
  const print = 'printf \'%s\\t%s\\n\' "$1" "$(printf %s "$why" | tail -n 1)"; }';
  const lines = Object.entries(probes).map(([name, command]) => `probe ${name} ${shellWord(command)}`);
  return [probe + print, ...lines].join('\n');
}

/** Reads what the probe script printed. A feature that it says nothing about counts as missing. */
export function parseFeatures(output: string): KernelFeatures {
  const refusals = new Map<string, string>();
  for (const line of output.split('\n')) {
    const [name, reason] = line.split('\t');
    if (name !== undefined && reason !== undefined) refusals.set(name, reason);
  }
  const found = (name: FeatureName): Feature => {
    const reason = refusals.get(name) ?? 'the probe did not report it';
    return reason === '' ? { available: true } : { available: false, reason };
  };
  return {
    tun: found('tun'),
    esp: found('esp'),
    xfrmInterface: found('xfrmInterface'),
    netem: found('netem'),
    nftables: found('nftables'),
    nftablesNat: found('nftablesNat'),
    multipathHashSeed: found('multipathHashSeed'),
  };
}
