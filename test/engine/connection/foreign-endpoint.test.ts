import { createServer, type ServerResponse } from 'node:http';
import { createServer as createRawServer, type Server } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { inProcess } from '../../cli/in-process.ts';

/** Listens on a free port of this machine. */
async function listening(t: ExecutionContext, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen on a port.');
  return `tcp://127.0.0.1:${address.port}`;
}

/** A web server that gives one answer to every request. */
const webServer = (t: ExecutionContext, answer: (response: ServerResponse) => void, exceptPing = false) =>
  listening(
    t,
    createServer((request, response) => {
      response.setHeader('Connection', 'close');
      if (exceptPing && request.url?.endsWith('/_ping')) response.end('OK');
      else answer(response);
    }),
  );

const page = '<html><body>Please log in</body></html>';
const commands = [
  ['run', 'dual-redundancy'],
  ['labs', 'dual-redundancy'],
  ['sweep', 'dual-redundancy', '--vary', 'dpd=9'],
  ['up', 'dual-redundancy'],
  ['down', '--all'],
  ['down', 'dual-redundancy'],
  ['inspect', 'dual-redundancy'],
  ['exec', 'dual-redundancy', 'vm', 'true'],
  ['logs', 'dual-redundancy', 'vm'],
  ['fault', 'instance-crash'],
  ['heal'],
  ['calibrate', '--quick'],
  ['image', 'list'],
  ['image', 'build'],
  ['gc'],
  ['doctor'],
];

const answers: readonly (readonly [
  what: string,
  answer: (response: ServerResponse) => void,
  said: string,
])[] = [
  ['a web page', (response) => response.end(page), 'a web page'],
  ['an empty answer', (response) => response.end(), 'nothing in it'],
  ['JSON of another kind', (response) => response.end('{"status":"up"}'), 'JSON of another kind'],
  ['a list in JSON', (response) => response.end('[]'), 'JSON of another kind'],
  [
    'a redirection',
    (response) => response.writeHead(301, { Location: 'http://127.0.0.1:1/login' }).end(),
    'a redirection to another place',
  ],
  [
    'a redirection without a place',
    (response) => response.writeHead(301).end(),
    'HTTP 301 with nothing in it',
  ],
  ['a refusal', (response) => response.writeHead(403).end(page), 'HTTP 403 with a web page'],
  ['a failure', (response) => response.writeHead(500).end('oops'), 'HTTP 500 with the text "oops"'],
  [
    'a failure in JSON',
    (response) => response.writeHead(502).end('{"e":1}'),
    'HTTP 502 with JSON of another kind',
  ],
];
for (const [what, answer, said] of answers) {
  test.serial(`an endpoint that gives ${what} is named as no engine, at every command`, async (t) => {
    const host = await webServer(t, answer);
    for (const words of commands) {
      const { exitCode, stdout, stderr } = await inProcess(words, { DOCKER_HOST: host });
      t.is(exitCode, 5, `${words.join(' ')}\n${stderr}`);
      t.is(withoutFiles(stdout), '', words.join(' '));
      t.true(
        stderr.includes(
          `DOCKER_HOST asks for the engine at ${host}, and what answers there is no container engine, but a proxy or another server: it sent ${said}.`,
        ),
        `${words.join(' ')}\n${stderr}`,
      );
      t.notRegex(stderr, / {4}at |object Object|TypeError/);
    }
  });
}

/** Files that killed processes left, also those of other tests, are removed without an engine. */
const withoutFiles = (stdout: string): string => stdout.replaceAll(/^removed \/.*\n?/gm, '');

test.serial('a server of another protocol is named as no engine', async (t) => {
  const host = await listening(
    t,
    createRawServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n')),
  );
  const { exitCode, stderr } = await inProcess(['gc'], { DOCKER_HOST: host });
  t.is(exitCode, 5);
  t.true(stderr.includes('it sent something that is not HTTP'), stderr);
});

test.serial('an engine that refuses is quoted with its own words', async (t) => {
  const host = await webServer(t, (response) =>
    response.writeHead(403).end('{"message":"authorization denied by plugin"}'),
  );
  const { exitCode, stderr } = await inProcess(['gc'], { DOCKER_HOST: host });
  t.is(exitCode, 5);
  t.regex(stderr, /which refuses to answer \(HTTP 403\)\. .*authorization denied by plugin/);
});

test.serial('gc that could not look never says that nothing was left', async (t) => {
  for (const body of [page, '', '{}', '{"containers":[]}', '[{}]', '[1]']) {
    const host = await webServer(t, (response) => response.end(body), true);
    const { exitCode, stdout, stderr } = await inProcess(['gc'], { DOCKER_HOST: host });
    t.is(exitCode, 5, `${body}\n${stderr}`);
    t.is(withoutFiles(stdout), '', body);
    t.regex(stderr, /^Could not list containers: /);
    t.notRegex(stderr, / {4}at |object Object|TypeError/);
  }
});
