import { createPrivateKey, X509Certificate } from 'node:crypto';
import test from 'ava';
import { makeCertificates } from '../../../src/nodes/point-to-site/certificates.ts';

const serverName = 'azuregateway-7d1b6c9e-5b1a-4a53-9d59-0d3a8f6a1c11.vpn.azure.com';
const now = new Date('2026-11-23T12:00:00Z');
const request = { serverName, clients: ['laptop', 'tablet'], now };

const made = makeCertificates(request);

test('the two authorities are independent', async (t) => {
  const { serverRoot, clientRoot } = await made;
  const [server, client] = [new X509Certificate(serverRoot), new X509Certificate(clientRoot)];
  t.true(server.ca);
  t.true(client.ca);
  t.true(server.verify(server.publicKey));
  t.true(client.verify(client.publicKey));
  t.false(server.verify(client.publicKey));
  t.not(server.subject, client.subject);
});

test('the gateway’s certificate has its name, and clients can verify it with the authority that they trust', async (t) => {
  const { serverRoot, clientRoot, server } = await made;
  const certificate = new X509Certificate(server.certificate);
  t.true(certificate.verify(new X509Certificate(serverRoot).publicKey));
  t.true(certificate.checkIssued(new X509Certificate(serverRoot)));
  t.false(certificate.checkIssued(new X509Certificate(clientRoot)));
  t.is(certificate.checkHost(serverName), serverName);
  t.is(certificate.checkHost('laptop'), undefined);
  t.false(certificate.ca);
  t.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
  t.true(certificate.checkPrivateKey(createPrivateKey(server.privateKey)));
});

test('every client has its own certificate and key, signed by the root that the gateway trusts', async (t) => {
  const { serverRoot, clientRoot, clients } = await made;
  t.deepEqual([...clients.keys()], ['laptop', 'tablet']);
  const serials = new Set<string>();
  for (const [name, { certificate: text, privateKey }] of clients) {
    const certificate = new X509Certificate(text);
    serials.add(certificate.serialNumber);
    t.is(certificate.subject, `CN=${name}`);
    t.is(certificate.subjectAltName, `DNS:${name}`);
    t.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.2']);
    t.true(certificate.verify(new X509Certificate(clientRoot).publicKey));
    t.true(certificate.checkIssued(new X509Certificate(clientRoot)));
    t.false(certificate.checkIssued(new X509Certificate(serverRoot)));
    t.true(certificate.checkPrivateKey(createPrivateKey(privateKey)));
  }
  t.is(serials.size, 2);
  const [laptop, tablet] = [...clients.values()];
  t.not(laptop?.privateKey, tablet?.privateKey);
});

test('all keys are RSA with 2048 bits, the only kind that Azure accepts', async (t) => {
  const { serverRoot, server, clientRoot, clients } = await made;
  const certificates = [serverRoot, server.certificate, clientRoot, clients.get('laptop')?.certificate ?? ''];
  for (const { publicKey } of certificates.map((text) => new X509Certificate(text))) {
    t.is(publicKey.asymmetricKeyType, 'rsa');
    t.is(publicKey.asymmetricKeyDetails?.modulusLength, 2048);
  }
});

test('certificates are valid from the day before, for a year', async (t) => {
  const { server } = await made;
  const { validFrom, validTo } = new X509Certificate(server.certificate);
  t.is(new Date(validFrom).toISOString(), '2026-11-22T12:00:00.000Z');
  t.is(new Date(validTo).toISOString(), '2027-11-23T12:00:00.000Z');
});

test('keys are new every time', async (t) => {
  const [first, second] = await Promise.all([made, makeCertificates({ ...request, clients: [] })]);
  t.not(first.server.privateKey, second.server.privateKey);
  t.not(first.serverRoot, second.serverRoot);
  t.is(second.clients.size, 0);
});

test('a name that does not fit into a certificate is refused', async (t) => {
  const tooLong = 'a'.repeat(65);
  await t.throwsAsync(makeCertificates({ ...request, serverName: tooLong }), {
    instanceOf: RangeError,
    message: `"${tooLong}" does not fit into a certificate: 1 to 64 characters do.`,
  });
  await t.throwsAsync(makeCertificates({ ...request, clients: [''] }), {
    message: '"" does not fit into a certificate: 1 to 64 characters do.',
  });
});
