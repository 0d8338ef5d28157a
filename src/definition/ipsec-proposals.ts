import { azureIpsec } from './azure/ipsec.ts';
import { isCombined } from './azure/ipsec-algorithms.ts';
import type { Connection, IpsecPolicy } from './definition.ts';
import type { DeviceIpsec } from './device-ipsec.ts';

/** The proposals that an end offers and accepts, in its order of preference, in strongSwan's notation. */
export interface Proposals {
  readonly ike: readonly string[];
  readonly esp: readonly string[];
}

/** The names in strongSwan of what Azure calls otherwise. */
const encryption: ReadonlyMap<string, string> = new Map([
  ['GCMAES256', 'aes256gcm16'],
  ['GCMAES192', 'aes192gcm16'],
  ['GCMAES128', 'aes128gcm16'],
  ['AES256', 'aes256'],
  ['AES192', 'aes192'],
  ['AES128', 'aes128'],
  ['DES3', '3des'],
  ['DES', 'des'],
  ['None', 'null'],
]);

const integrity: ReadonlyMap<string, string> = new Map([
  ['SHA384', 'sha384'],
  ['SHA256', 'sha256'],
  ['SHA1', 'sha1'],
  ['MD5', 'md5'],
]);

const groups: ReadonlyMap<string, string> = new Map([
  ['DHGroup24', 'modp2048s256'],
  ['ECP384', 'ecp384'],
  ['ECP256', 'ecp256'],
  ['DHGroup14', 'modp2048'],
  ['DHGroup2048', 'modp2048'],
  ['DHGroup2', 'modp1024'],
  ['DHGroup1', 'modp768'],
  ['PFS24', 'modp2048s256'],
  ['PFS2048', 'modp2048'],
  ['PFS14', 'modp2048'],
  ['PFS2', 'modp1024'],
  ['PFS1', 'modp768'],
  ['None', ''],
]);

/**
 * Azure's defaults for a route-based gateway, in its order (About VPN devices and IPsec/IKE parameters). It initiates
 * without PFS. As a responder it accepts 20 more combinations, most of them with PFS.
 */
const azureDefaults = {
  ike: ['aes256-sha1', 'aes256-sha256', 'aes128-sha1', 'aes128-sha256', '3des-sha1', '3des-sha256'].map(
    (proposal) => `${proposal}-modp1024`,
  ),
  offered: ['aes256gcm16', 'aes256-sha1', '3des-sha1', 'aes256-sha256', 'aes128-sha1', '3des-sha256'],
  acceptedToo: [
    'des-sha1',
    ...withGroups('aes256-sha1', ['PFS1', 'PFS2', 'PFS14']),
    ...withGroups('aes128-sha1', ['PFS1', 'PFS2', 'PFS14']),
    ...withGroups('3des-sha1', ['PFS1', 'PFS2']),
    ...withGroups('3des-sha256', ['PFS2']),
    ...withGroups('aes256-sha256', ['PFS1', 'PFS2', 'PFS14']),
    ...withGroups('aes256-sha1', ['PFS24']),
    ...withGroups('aes256-sha256', ['PFS24']),
    ...withGroups('aes128-sha256', ['None', 'PFS1', 'PFS2', 'PFS14']),
    ...withGroups('3des-sha1', ['PFS14']),
  ],
};

/** What a careful engineer configures on a device that talks to Azure's defaults. */
const deviceDefaults: Proposals = {
  ike: ['aes256-sha256-modp1024', 'aes256-sha1-modp1024'],
  esp: ['aes256gcm16', 'aes256-sha256'],
};

/**
 * The proposals of a gateway. A custom policy replaces all defaults, both as initiator and as responder.
 *
 * @param responds whether the other end starts IKE, or rekeys first. strongSwan has one list for both roles.
 */
export function azureProposals(
  policy: IpsecPolicy | undefined,
  { responds }: { responds: boolean },
): Proposals {
  if (policy) return policyProposals(policy);
  const { ike, offered, acceptedToo } = azureDefaults;
  return { ike, esp: responds ? [...offered, ...acceptedToo] : offered };
}

/** The proposals of a device: its own, or those of the connection's policy, which its engineer was told. */
export function deviceProposals(policy: IpsecPolicy | undefined, own: DeviceIpsec = {}): Proposals {
  const usual = policy ? policyProposals({ ...policy, pfsGroup: 'None' }) : deviceDefaults;
  return {
    ike: own.ikeProposals ?? usual.ike,
    esp: withGroup(own.espProposals ?? usual.esp, own.pfsGroup ?? pfsGroupOf(policy)),
  };
}

/** The only proposals of both ends when a connection has a custom policy. */
function policyProposals(policy: IpsecPolicy): Proposals {
  return {
    ike: [
      join(
        named(encryption, policy.ikeEncryption),
        isCombined(policy.ikeEncryption)
          ? pseudoRandom(policy.ikeEncryption)
          : named(integrity, policy.ikeIntegrity),
        named(groups, policy.dhGroup),
      ),
    ],
    esp: [
      join(
        named(encryption, policy.ipsecEncryption),
        isCombined(policy.ipsecEncryption) ? '' : named(integrity, policy.ipsecIntegrity),
        named(groups, pfsGroupOf(policy)),
      ),
    ],
  };
}

/** PFSMM stands for the group of IKE (main mode). */
const pfsGroupOf = (policy: IpsecPolicy | undefined): string =>
  policy?.pfsGroup === 'PFSMM' ? policy.dhGroup : (policy?.pfsGroup ?? 'None');

function withGroup(proposals: readonly string[], group: string): string[] {
  return proposals.map((proposal) => join(proposal, named(groups, group)));
}

function withGroups(proposal: string, names: readonly string[]): string[] {
  return names.flatMap((name) => withGroup([proposal], name));
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('-');
}

/** How long the SAs of an end live, in seconds and bytes. */
export interface Lifetimes {
  readonly ikeSeconds: number;
  readonly seconds: number;
  readonly bytes: number;
}

/** Lifetimes are local: both ends may have their own. Without a policy they are Azure's defaults. */
export function lifetimesOf(policy: IpsecPolicy | undefined, own: DeviceIpsec = {}): Lifetimes {
  const { ikeLifetime, saLifetime, saDataSize } = azureIpsec;
  const kilobytes = own.espLifetimeKilobytes ?? policy?.saDataSizeKilobytes ?? saDataSize.usual;
  return {
    ikeSeconds: own.ikeLifetimeSeconds ?? ikeLifetime.value,
    seconds: own.espLifetimeSeconds ?? policy?.saLifeTimeSeconds ?? saLifetime.usual,
    bytes: kilobytes * 1024,
  };
}

/** Whether a device starts IKE: if its engineer says so, or if its gateway only responds. */
export const deviceStarts = ({ connectionMode }: Connection, own: DeviceIpsec = {}): boolean =>
  own.initiates ?? connectionMode === 'ResponderOnly';

/**
 * Whether a gateway is the responder towards a device: it answers when the device starts IKE, or rekeys first because its
 * SAs live less long.
 */
export function gatewayResponds(connection: Connection, own: DeviceIpsec = {}): boolean {
  const [azure, device] = [lifetimesOf(connection.ipsecPolicy), lifetimesOf(connection.ipsecPolicy, own)];
  return deviceStarts(connection, own) || device.seconds < azure.seconds || device.bytes < azure.bytes;
}

/** A proposal for ESP without its group: what counts when a tunnel comes up. */
export const withoutGroup = (proposal: string): string =>
  proposal.replace(/-(?:modp\d+(?:s256)?|ecp\d+)$/, '');

/** IKE needs a pseudo-random function with GCM; otherwise it follows from the integrity algorithm. */
const pseudoRandom = (algorithm: string): string => (algorithm === 'GCMAES256' ? 'prfsha384' : 'prfsha256');

function named(names: ReadonlyMap<string, string>, azure: string): string {
  const name = names.get(azure);
  if (name === undefined) throw new Error(`${azure} is not an algorithm that Azure has here.`);
  return name;
}
