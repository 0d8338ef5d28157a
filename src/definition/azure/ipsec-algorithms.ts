/** What Azure accepts in a custom IPsec policy (VPN Gateway FAQ; the list of 2022, which still has DES and DES3). */
export const ipsecAlgorithms = {
  ikeEncryption: ['GCMAES256', 'GCMAES128', 'AES256', 'AES192', 'AES128', 'DES3', 'DES'],
  ikeIntegrity: ['SHA384', 'SHA256', 'SHA1', 'MD5', 'GCMAES256', 'GCMAES128'],
  dhGroup: ['DHGroup24', 'ECP384', 'ECP256', 'DHGroup14', 'DHGroup2048', 'DHGroup2', 'DHGroup1', 'None'],
  ipsecEncryption: [
    'GCMAES256',
    'GCMAES192',
    'GCMAES128',
    'AES256',
    'AES192',
    'AES128',
    'DES3',
    'DES',
    'None',
  ],
  ipsecIntegrity: ['GCMAES256', 'GCMAES192', 'GCMAES128', 'SHA256', 'SHA1', 'MD5'],
  pfsGroup: ['PFS24', 'PFSMM', 'ECP384', 'ECP256', 'PFS2048', 'PFS14', 'PFS2', 'PFS1', 'None'],
} as const;

/** Algorithms that encrypt and protect integrity at once (RFC 5282, RFC 4106). */
const combinedAlgorithms: readonly string[] = ['GCMAES256', 'GCMAES192', 'GCMAES128'];

export const isCombined = (algorithm: string): boolean => combinedAlgorithms.includes(algorithm);
