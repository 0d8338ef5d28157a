import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** The certificates and keys that a point-to-site gateway and its clients authenticate with. All texts are PEM. */
export interface PointToSiteCertificates {
  /** Signs the gateway's certificate, and every client trusts it. Azure uses a public authority for this. */
  readonly serverRoot: string;
  readonly server: Credential;
  /** Signs the clients' certificates. A customer uploads it to Azure as the root certificate of a gateway. */
  readonly clientRoot: string;
  /** By the clients' names. */
  readonly clients: ReadonlyMap<string, Credential>;
}

/** A certificate with its key (PKCS #8, not encrypted). */
export interface Credential {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface CertificateRequest {
  /** Name that clients expect of the gateway: `azuregateway-<guid>.vpn.azure.com`. 64 characters at most. */
  readonly serverName: string;
  /** Names of the clients that get a certificate: 1 to 64 characters each. */
  readonly clients: readonly string[];
  readonly now: Date;
}

/**
 * Makes the certificates of a gateway and its clients: RSA with 2048 bits, since Azure accepts no other algorithm for
 * point-to-site (VPN Gateway FAQ), and valid for a year. All keys are new, and those of the two authorities are
 * discarded at once.
 *
 * @throws {RangeError} when a name does not fit into a certificate
 */
export async function makeCertificates(request: CertificateRequest): Promise<PointToSiteCertificates> {
  const { serverName, clients, now } = request;
  const [serverAuthority, clientAuthority, serverKeys, ...clientKeys] = await Promise.all([
    newKeys(),
    newKeys(),
    newKeys(),
    ...clients.map(newKeys),
  ]);
  const serverRoot = { name: 'switchover public authority', keys: serverAuthority };
  // The name that Azure's instructions for generating certificates use.
  const clientRoot = { name: 'P2SRootCert', keys: clientAuthority };
  const credential = (issuer: Holder, holder: Holder, purpose: Purpose): Credential => ({
    certificate: certificate({ issuer, holder, now, extensions: endEntity(holder, purpose) }),
    privateKey: holder.keys.privateKey,
  });
  const root = (authority: Holder) =>
    certificate({ issuer: authority, holder: authority, now, extensions: certificateAuthority });
  return {
    serverRoot: root(serverRoot),
    server: credential(serverRoot, { name: serverName, keys: serverKeys }, 'serverAuth'),
    clientRoot: root(clientRoot),
    clients: new Map(
      clientKeys.flatMap((keys, index) => {
        const name = clients[index];
        return name === undefined ? [] : [[name, credential(clientRoot, { name, keys }, 'clientAuth')]];
      }),
    ),
  };
}

interface Keys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const newKeys = (): Promise<Keys> =>
  promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** The subject of a certificate. */
interface Holder {
  readonly name: string;
  readonly keys: Keys;
}

interface Contents {
  readonly issuer: Holder;
  readonly holder: Holder;
  readonly now: Date;
  readonly extensions: readonly object[];
}

function certificate({ issuer, holder, now, extensions }: Contents): string {
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(holder.keys.publicKey);
  made.serialNumber = newSerialNumber();
  made.validity.notBefore = new Date(now.getTime() - oneDayMs);
  made.validity.notAfter = new Date(now.getTime() + 365 * oneDayMs);
  made.setSubject(commonName(holder.name));
  made.setIssuer(commonName(issuer.name));
  made.setExtensions([
    ...extensions,
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: keyIdentifier(issuer.keys.publicKey) },
  ]);
  made.sign(forge.pki.privateKeyFromPem(issuer.keys.privateKey), forge.md.sha256.create());
  return withUnixLineEnds(forge.pki.certificateToPem(made));
}

/** Certificates are valid from yesterday: the clock of the engine's host may be behind. */
const oneDayMs = 24 * 60 * 60 * 1000;

/** Sixteen random bytes in hexadecimal; the first bit is 0, since the number must be positive (RFC 5280, 4.1.2.2). */
function newSerialNumber(): string {
  const [first = 0, ...others] = randomBytes(16);
  return Buffer.from([(first & 0x3f) | 0x40, ...others]).toString('hex');
}

const keyIdentifier = (publicKey: string): string =>
  forge.pki.getPublicKeyFingerprint(forge.pki.publicKeyFromPem(publicKey), {
    type: 'RSAPublicKey',
    encoding: 'binary',
  });

/** RFC 5280, appendix A.1: `ub-common-name`. */
const longestCommonName = 64;

function commonName(name: string) {
  if (name === '' || name.length > longestCommonName) {
    throw new RangeError(
      `"${name}" does not fit into a certificate: 1 to ${longestCommonName} characters do.`,
    );
  }
  return [{ name: 'commonName', value: name }];
}

const certificateAuthority = [
  { name: 'basicConstraints', critical: true, cA: true, pathLenConstraint: 0 },
  { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
];

type Purpose = 'serverAuth' | 'clientAuth';

const endEntity = ({ name }: Holder, purpose: Purpose) => [
  { name: 'basicConstraints', critical: true, cA: false },
  { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
  { name: 'extKeyUsage', [purpose]: true },
  // IKE identities are compared with this name, not with the subject.
  { name: 'subjectAltName', altNames: [{ type: dnsName, value: name }] },
];

/** RFC 5280, 4.2.1.6: the tag of `dNSName` in a GeneralName. */
const dnsName = 2;

const withUnixLineEnds = (text: string): string => text.replaceAll('\r\n', '\n');
