import test from 'ava';
import { allowedHosts, publicName } from '../../../src/workshop/http/hosts.ts';

const none = { tls: false, addresses: [], names: [] };

test('a server on loopback has three names, with its port', (t) => {
  const { hosts, origins, secure } = allowedHosts({ ...none, port: 8080 });
  t.deepEqual([...hosts], ['localhost:8080', '127.0.0.1:8080', '[::1]:8080']);
  t.deepEqual([...origins], ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']);
  t.is(secure.size, 0);
});

test('browsers leave the usual port out', (t) => {
  t.true(allowedHosts({ ...none, port: 80 }).hosts.has('localhost'));
  const tls = allowedHosts({ ...none, port: 443, tls: true });
  t.true(tls.origins.has('https://127.0.0.1'));
  t.true(tls.secure.has('localhost'));
});

test('a name with a scheme has that scheme only, and one without has both', (t) => {
  const names = [{ scheme: 'https', host: 'a.example' } as const, { host: 'b.example:9000' }];
  const { hosts, origins, secure } = allowedHosts({ ...none, port: 8080, names });
  t.true(hosts.has('a.example'));
  t.true(origins.has('https://a.example'));
  t.false(origins.has('http://a.example'));
  t.true(secure.has('a.example'));
  t.true(origins.has('http://b.example:9000'));
  t.true(origins.has('https://b.example:9000'));
  t.false(secure.has('b.example:9000'));
  t.false(hosts.has('b.example'));
});

test('a name can also be reached without a proxy, and an address of IPv6 has its brackets', (t) => {
  const { hosts } = allowedHosts({
    ...none,
    port: 8080,
    addresses: ['192.0.2.1', '2001:db8::1'],
    names: [{ host: 'a.example' }],
  });
  for (const host of ['a.example', 'a.example:8080', '192.0.2.1:8080', '[2001:db8::1]:8080']) {
    t.true(hosts.has(host), host);
  }
});

test('names are read as people write them', (t) => {
  t.deepEqual(publicName('Lab.Example.org'), { host: 'lab.example.org' });
  t.deepEqual(publicName('https://lab.example.org/'), { scheme: 'https', host: 'lab.example.org' });
  t.deepEqual(publicName('localhost:9000'), { host: 'localhost:9000' });
  t.deepEqual(publicName('[::1]:80'), { host: '[::1]:80' });
  for (const wrong of ['', '*', '*.example.org', 'a b', 'ftp://a', 'a/b', 'a:99999', '.a', 'a.', 'user@a']) {
    t.is(publicName(wrong), undefined, wrong);
  }
});
