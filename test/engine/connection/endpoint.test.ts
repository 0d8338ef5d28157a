import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { describeEndpoint, parseEndpoint } from '../../../src/engine/connection/endpoint.ts';
import { Engine } from '../../../src/engine/engine.ts';

test('addresses are read as the Docker CLI reads them', (t) => {
  t.deepEqual(parseEndpoint('unix:///run/my.sock'), { kind: 'socket', path: '/run/my.sock' });
  t.deepEqual(parseEndpoint('unix://'), { kind: 'socket', path: '/var/run/docker.sock' });
  t.deepEqual(parseEndpoint('tcp://box'), { kind: 'tcp', host: 'box', port: 2375 });
  t.deepEqual(parseEndpoint('127.0.0.1:4243'), { kind: 'tcp', host: '127.0.0.1', port: 4243 });
  t.deepEqual(parseEndpoint('ssh://ops@box:2222'), { kind: 'ssh', host: 'box', port: 2222, user: 'ops' });
});

test('TLS changes the default port', (t) => {
  const tls = { verify: true };
  t.deepEqual(parseEndpoint('tcp://box', tls), { kind: 'tcp', host: 'box', port: 2376, tls });
  t.deepEqual(parseEndpoint('https://box'), { kind: 'tcp', host: 'box', port: 2376, tls });
});

test('any other text is refused, with an example of an address', (t) => {
  t.throws(() => parseEndpoint('npipe:////./pipe/docker_engine'), {
    name: 'SwitchoverError',
    message:
      '"npipe:////./pipe/docker_engine" is not the address of a Docker engine. Use unix:///path/to/docker.sock, tcp://host:port or ssh://user@host.',
  });
});

test('an endpoint is shown as a person would write it', (t) => {
  for (const address of ['unix:///run/my.sock', 'tcp://box:2375', 'ssh://ops@box:22']) {
    t.is(describeEndpoint(parseEndpoint(address)), address);
  }
});

test('an engine is asked over ssh at its own address, without a warning of Node', async (t) => {
  const warnings: string[] = [];
  const hear = ({ message }: Error) => warnings.push(message);
  process.on('warning', hear);
  t.teardown(() => process.off('warning', hear));
  const engine = await Engine.at(parseEndpoint('ssh://ops@127.0.0.2:9'));
  await t.throwsAsync(engine.ping(), { message: /ECONNREFUSED 127\.0\.0\.2:9/ });
  await setImmediate();
  t.deepEqual(warnings, []);
});
