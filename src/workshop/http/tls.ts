import { createHash, generateKeyPair, randomBytes, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import forge from 'node-forge';

/** What a server with TLS needs, as PEM. */
export interface TlsFiles {
  readonly certificate: string;
  readonly privateKey: string;
}

const oneDayMs = 24 * 3600 * 1000;

/**
 * A certificate that signs itself, and its key, both new. A browser warns of it; a person compares its fingerprint.
 *
 * @param hosts names and addresses for which it is valid
 */
export async function selfSigned(hosts: readonly string[], now: Date): Promise<TlsFiles> {
  const keys = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
  const [first = 0, ...others] = randomBytes(16);
  // Positive, as RFC 5280, 4.1.2.2 wants it.
  made.serialNumber = Buffer.from([(first & 0x3f) | 0x40, ...others]).toString('hex');
  made.validity.notBefore = new Date(now.getTime() - oneDayMs);
  made.validity.notAfter = new Date(now.getTime() + 90 * oneDayMs);
  const name = [{ name: 'commonName', value: 'switchover workshop' }];
  made.setSubject(name);
  made.setIssuer(name);
  made.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true },
    { name: 'extKeyUsage', serverAuth: true },
    // The kinds of a GeneralName: RFC 5280, 4.2.1.6.
    {
      name: 'subjectAltName',
      altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
    },
  ]);
  made.sign(forge.pki.privateKeyFromPem(keys.privateKey), forge.md.sha256.create());
  return { certificate: forge.pki.certificateToPem(made), privateKey: keys.privateKey };
}

/** SHA-256 of a certificate, as browsers show it. */
export const fingerprint = ({ certificate }: Pick<TlsFiles, 'certificate'>): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).raw)
    .digest('hex')
    .toUpperCase()
    .replaceAll(/(..)(?=.)/g, '$1:');
