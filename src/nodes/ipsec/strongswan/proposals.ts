import { azureIpsec } from '../../../definition/azure/ipsec.ts';
import { isCombined } from '../../../definition/azure/ipsec-algorithms.ts';
import type { IpsecPolicy } from '../../../definition/definition.ts';

/** The proposals that an end offers and accepts, in its order of preference, in strongSwan's notation. */
export interface Proposals {
  readonly ike: readonly string[];
  readonly esp: readonly string[];
}

/**
 * Azure's defaults for a route-based gateway, in its order (About VPN devices and IPsec/IKE parameters), and the
 * proposals of a careful engineer on a device that talks to it. Azure initiates without PFS.
 */
const defaults: Readonly<Record<'azure' | 'device', Proposals>> = {
  azure: {
    ike: ['aes256-sha1', 'aes256-sha256', 'aes128-sha1', 'aes128-sha256', '3des-sha1', '3des-sha256'].map(
      (proposal) => `${proposal}-modp1024`,
    ),
    esp: ['aes256gcm16', 'aes256-sha1', '3des-sha1', 'aes256-sha256', 'aes128-sha1', '3des-sha256'],
  },
  device: {
    ike: ['aes256-sha256-modp1024', 'aes256-sha1-modp1024'],
    esp: ['aes256gcm16', 'aes256-sha256'],
  },
};

/** A custom policy replaces all defaults, on both ends: the device's engineer was told of it. */
export function proposalsOf(side: 'azure' | 'device', policy: IpsecPolicy | undefined): Proposals {
  if (!policy) return defaults[side];
  const join = (...parts: readonly string[]) => parts.filter((part) => part !== '').join('-');
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
        named(groups, policy.pfsGroup),
      ),
    ],
  };
}

/** Lifetime of an IPsec SA in seconds and bytes; without a policy Azure's defaults. */
export function childLifetime(policy: IpsecPolicy | undefined): {
  readonly seconds: number;
  readonly bytes: number;
} {
  const { saLifeTimeSeconds: seconds, saDataSizeKilobytes: kilobytes } = policy ?? {
    saLifeTimeSeconds: azureIpsec.saLifetime.usual,
    saDataSizeKilobytes: azureIpsec.saDataSize.usual,
  };
  return { seconds, bytes: kilobytes * 1024 };
}

/** IKE needs a pseudo-random function with GCM; otherwise it follows from the integrity algorithm. */
const pseudoRandom = (algorithm: string): string => (algorithm === 'GCMAES256' ? 'prfsha384' : 'prfsha256');

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

function named(names: ReadonlyMap<string, string>, azure: string): string {
  const name = names.get(azure);
  if (name === undefined) throw new Error(`${azure} is not an algorithm that Azure has here.`);
  return name;
}
