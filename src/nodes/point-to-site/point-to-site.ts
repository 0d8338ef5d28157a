/** The parts that both ends of a point-to-site connection share. */

/**
 * How a client authenticates; the gateway always has a certificate. `certificate` is EAP-TLS, as in Microsoft's
 * instructions for strongSwan clients ("Configure P2S VPN clients: certificate authentication, Linux"); `password` is
 * EAP-MSCHAPv2.
 */
export type ClientAuthentication = 'certificate' | 'password';

export const eapMethods: Readonly<Record<ClientAuthentication, string>> = {
  certificate: 'eap-tls',
  password: 'eap-mschapv2',
};

/** Plugins of charon that a tunnel between two sites does not need. */
export const pointToSitePlugins: Readonly<Record<ClientAuthentication, readonly string[]>> = {
  certificate: ['pem', 'eap-identity', eapMethods.certificate],
  password: ['pem', 'eap-identity', eapMethods.password],
};

/**
 * Files with certificates and keys, below the folder that `SWANCTL_DIR` tells swanctl to look into. The folders' names
 * are swanctl's own.
 */
export const credentialFiles = {
  /** The own certificate, of a gateway or of a client. */
  certificate: 'x509/own.pem',
  privateKey: 'private/own.pem',
  /** The authority that must have signed the other end's certificate. */
  authority: 'x509ca/trusted.pem',
} as const;

/**
 * Lifetimes of a connection between sites. Azure documents none for point-to-site; with these, no SA is rekeyed during
 * a measurement.
 */
export const pointToSiteLifetimes = {
  ike: ['rekey_time = 28800s'],
  child: ['rekey_time = 24300s', 'life_time = 27000s'],
} as const;

/** The name of a file as swanctl.conf expects it: without the folder, which swanctl knows. */
export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The file with the users' passwords, which is never saved with a run or printed. A client has its own password, a
 * gateway all of them.
 *
 * @param passwords by user name; letters, digits, `-` and `_`
 */
export function eapSecrets(passwords: ReadonlyMap<string, string>): string {
  return [
    'secrets {',
    ...[...passwords].flatMap(([user, password]) => [
      `  eap-${user} {`,
      `    id = ${user}`,
      `    secret = "${password}"`,
      '  }',
    ]),
    '}',
    '',
  ].join('\n');
}
