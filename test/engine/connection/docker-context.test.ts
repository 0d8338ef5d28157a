import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { chosenContext, contextEndpoint } from '../../../src/engine/connection/docker-context.ts';
import type { Environment } from '../../../src/engine/connection/environment.ts';

/** The folder in which `docker context create office` puts its files (Docker CLI 28.2). */
const office = '5cc3f82838ba7260203e4590ce03d00e1663d41f6a5167144f5c95d6be2166a0';
const officeMeta = (host: string, skip = false) =>
  `{"Name":"office","Metadata":{},"Endpoints":{"docker":{"Host":"${host}","SkipTLSVerify":${skip}}}}`;

async function home(
  t: ExecutionContext,
  files: Record<string, string>,
  variables: Record<string, string> = {},
): Promise<Environment> {
  const root = await mkdtemp(join(tmpdir(), 'sw-'));
  t.teardown(() => rm(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, '.docker', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return { variables, homeDirectory: root, root };
}

test('without a configuration no context is chosen', async (t) => {
  t.is(await chosenContext(await home(t, {})), undefined);
});

test('the context named default counts as none', async (t) => {
  t.is(await chosenContext(await home(t, { 'config.json': '{"currentContext":"default"}' })), undefined);
});

test('DOCKER_CONTEXT comes before the context of the configuration', async (t) => {
  const environment = await home(
    t,
    { 'config.json': '{"currentContext":"office"}' },
    { DOCKER_CONTEXT: 'travel' },
  );
  t.deepEqual(await chosenContext(environment), { name: 'travel', chosenBy: 'DOCKER_CONTEXT' });
});

test('a context is read with its TLS material', async (t) => {
  const environment = await home(t, {
    [`contexts/meta/${office}/meta.json`]: officeMeta('tcp://engine.example:2376'),
    [`contexts/tls/${office}/docker/ca.pem`]: 'CA',
    [`contexts/tls/${office}/docker/key.pem`]: 'KEY',
  });
  t.deepEqual(await contextEndpoint(environment, 'office'), {
    kind: 'tcp',
    host: 'engine.example',
    port: 2376,
    tls: { verify: true, ca: 'CA', key: 'KEY' },
  });
});

test('a context over ssh needs only its address', async (t) => {
  const environment = await home(t, {
    [`contexts/meta/${office}/meta.json`]: officeMeta('ssh://ops@engine'),
  });
  const endpoint = await contextEndpoint(environment, 'office');
  t.deepEqual(endpoint, { kind: 'ssh', host: 'engine', port: 22, user: 'ops' });
});

test('a context that does not exist is named', async (t) => {
  const environment = await home(t, {});
  const path = join(environment.homeDirectory, `.docker/contexts/meta/${office}/meta.json`);
  await t.throwsAsync(contextEndpoint(environment, 'office'), {
    message: `The Docker context "office" does not exist (${path}). "docker context ls" lists all contexts, "docker context use" chooses one.`,
  });
});

test('a configuration that is not JSON is named', async (t) => {
  const environment = await home(t, { 'config.json': '{' });
  await t.throwsAsync(chosenContext(environment), {
    message: /^The Docker CLI's file .*config\.json cannot be understood: .* JSON/,
  });
});

test('a context without an address says what is missing', async (t) => {
  const environment = await home(t, {
    [`contexts/meta/${office}/meta.json`]: JSON.stringify({ Name: 'office', Endpoints: { docker: {} } }),
  });
  await t.throwsAsync(contextEndpoint(environment, 'office'), {
    message: /meta\.json cannot be understood: not as expected: Endpoints\.docker\.Host is missing$/,
  });
});
