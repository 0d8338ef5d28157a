import { ipsecAlgorithms, isCombined } from '../../src/definition/azure/ipsec-algorithms.ts';
import type { IpsecPolicy } from '../../src/definition/definition.ts';

/**
 * Policies in which each algorithm and group of Azure is used at least once: the n-th has the n-th of each list, and begins
 * again where a list ends. The lists have different lengths, so that the combinations differ. IKE without a group is refused
 * (not-emulated-yet).
 */
export function samplePolicies(count: number): IpsecPolicy[] {
  const { ikeEncryption, ikeIntegrity, dhGroup, ipsecEncryption, ipsecIntegrity, pfsGroup } = ipsecAlgorithms;
  return Array.from({ length: count }, (_, index) => {
    const ike = nth(ikeEncryption, index);
    const ipsec = nth(ipsecEncryption, index);
    return {
      ikeEncryption: ike,
      ikeIntegrity: isCombined(ike) ? ike : nth(hashes(ikeIntegrity), index),
      dhGroup: nth(
        dhGroup.filter((group) => group !== 'None'),
        index,
      ),
      ipsecEncryption: ipsec,
      ipsecIntegrity: isCombined(ipsec) ? ipsec : nth(hashes(ipsecIntegrity), index),
      pfsGroup: nth(pfsGroup, index + Math.floor(index / pfsGroup.length)),
      saLifeTimeSeconds: 3600,
      saDataSizeKilobytes: 102_400_000,
    };
  });
}

/** "AES256-SHA384-ECP384, GCMAES256 with PFS24". */
export function policyText(policy: IpsecPolicy): string {
  const { ikeEncryption, ikeIntegrity, dhGroup, ipsecEncryption, ipsecIntegrity, pfsGroup } = policy;
  return `${ikeEncryption}-${ikeIntegrity}-${dhGroup}, ${ipsecEncryption}-${ipsecIntegrity} with ${pfsGroup}`;
}

const hashes = (names: readonly string[]): string[] => names.filter((name) => !isCombined(name));

function nth(names: readonly string[], index: number): string {
  const name = names[index % names.length];
  if (name === undefined) throw new Error('An empty list has no algorithm.');
  return name;
}
