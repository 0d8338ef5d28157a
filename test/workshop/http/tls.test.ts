import { get } from 'node:https';
import { TLSSocket } from 'node:tls';
import test from 'ava';
import { fingerprint, selfSigned } from '../../../src/workshop/http/tls.ts';
import { startTestServer } from './server.ts';

test('a certificate of its own is valid for its names, and its cookie never travels without TLS', async (t) => {
  const tls = await selfSigned(['localhost', '127.0.0.1', '::1'], new Date());
  await using server = await startTestServer({ tls });
  for (const host of ['127.0.0.1', 'localhost']) {
    const { fingerprint256, cookie } = await new Promise<{ fingerprint256: string; cookie: string }>(
      (resolve, reject) => {
        get(
          {
            ...{ host: '127.0.0.1', port: server.port, path: `/s/${server.seat.token}`, ca: tls.certificate },
            ...{ agent: false, servername: host === 'localhost' ? host : '' },
            headers: { host: `${host}:${server.port}` },
          },
          (response) => {
            const { socket } = response;
            if (!(socket instanceof TLSSocket)) return reject(new Error('No TLS.'));
            resolve({
              fingerprint256: socket.getPeerCertificate().fingerprint256,
              cookie: String(response.headers['set-cookie']),
            });
            response.resume();
          },
        ).on('error', reject);
      },
    );
    t.is(fingerprint256, fingerprint(tls));
    t.regex(cookie, /^__Host-switchover-seat-\d+=.*; Secure$/);
  }
  t.deepEqual(server.origins, [`https://127.0.0.1:${server.port}`]);
});
