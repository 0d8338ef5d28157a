import { execa } from 'execa';

/** A machine of its own, as far as the network is concerned, with a wire to this one. */
export interface OtherNamespace extends AsyncDisposable {
  /** Of this machine, on the wire. */
  readonly ours: string;
  /** Sends requests from there, one after the other, and says how each was answered. */
  readonly ask: (...requests: readonly Wanted[]) => Promise<readonly Answered[]>;
  /** Opens connections from there that say nothing, and says how many are left: when it is so few, or after 20 s. */
  readonly connect: (address: string, port: number, count: number, few: number) => Promise<number>;
}

export interface Wanted {
  readonly address: string;
  readonly port: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer, or the code of the error that came instead. */
export interface Answered {
  readonly status: number | string;
  readonly text: string;
}

/** Needs root. The addresses are those of a documentation network (RFC 5737). */
export async function otherNamespace(): Promise<OtherNamespace> {
  const name = `switchover-test-${process.pid}`;
  const wire = `swo${process.pid}`.slice(0, 15);
  const [ours, theirs] = ['198.51.100.1', '198.51.100.2'];
  const ip = (...words: readonly string[]) => execa('ip', words);
  const remove = async () => {
    await execa('ip', ['netns', 'delete', name], { reject: false });
  };
  const run = async (script: string, ...values: readonly string[]) => {
    const { stdout } = await execa('ip', ['netns', 'exec', name, process.execPath, '-e', script, ...values]);
    return JSON.parse(stdout);
  };
  try {
    await ip('netns', 'add', name);
    await ip('link', 'add', wire, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    await ip('address', 'add', `${ours}/30`, 'dev', wire);
    await ip('link', 'set', wire, 'up');
    await ip('-n', name, 'address', 'add', `${theirs}/30`, 'dev', 'eth0');
    await ip('-n', name, 'link', 'set', 'eth0', 'up');
    await ip('-n', name, 'link', 'set', 'lo', 'up');
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    ours,
    ask: (...requests) => run(asking, JSON.stringify(requests)),
    connect: (address, port, count, few) =>
      run(connecting, address, String(port), String(count), String(few)),
    // The wire goes with it.
    [Symbol.asyncDispose]: remove,
  };
}

const asking = `
const { request } = require('node:http');
const one = ({ address, port, path, method = 'GET', headers = {}, body }) => new Promise((resolve) => {
  const asked = request({ host: address, port, path, method, headers, agent: false, timeout: 20000 }, (response) => {
    let text = '';
    response.on('data', (part) => { text += part; });
    response.on('end', () => resolve({ status: response.statusCode, text }));
  });
  asked.on('upgrade', (response, socket) => {
    socket.destroy();
    resolve({ status: 101, text: '' });
  });
  asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'TIMEOUT' })));
  asked.on('error', ({ code }) => resolve({ status: code, text: '' }));
  asked.end(body);
});
(async () => {
  const answers = [];
  for (const wanted of JSON.parse(process.argv[1])) answers.push(await one(wanted));
  console.log(JSON.stringify(answers));
})();
`;

const connecting = `
const { connect } = require('node:net');
const [address, ...numbers] = process.argv.slice(1);
const [port, count, few] = numbers.map(Number);
const left = new Set();
for (let index = 0; index < count; index++) {
  const socket = connect({ host: address, port }).resume();
  left.add(socket);
  socket.on('close', () => left.delete(socket));
  socket.on('error', () => {});
}
const end = Date.now() + 20000;
setInterval(() => {
  if (left.size > few && Date.now() < end) return;
  console.log(left.size);
  process.exit();
}, 50);
`;
