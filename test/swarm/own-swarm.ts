import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { Engine } from '../../src/engine/engine.ts';
import { type PrivateDaemon, startPrivateDaemon } from '../engine/private-daemon.ts';
import { unmountBelow } from '../engine/unmount-below.ts';
import { newTemporaryFolder } from '../temporary-folder.ts';

/** A Docker Swarm for a test. Its nodes are engines on this machine. */
export interface OwnSwarm extends AsyncDisposable {
  /** The first is the manager. */
  readonly nodes: readonly [SwarmNode, SwarmNode];
  /** Where the tasks of a node find the socket of its engine, as a template of `docker service create`. */
  readonly socketTemplate: string;
}

export interface SwarmNode {
  /** The value for DOCKER_HOST. */
  readonly host: string;
  readonly engine: Engine;
}

interface Started extends SwarmNode {
  readonly daemon: PrivateDaemon;
  /** Only in the engines' own network namespaces. */
  readonly address: string;
}

/**
 * Starts two engines, each in a network namespace of its own, with a wire between them, and lets the second join the swarm
 * of the first. What Docker makes for a swarm, such as the bridge `docker_gwbridge`, is in these namespaces and ends with
 * them. Needs root, dockerd and docker.
 */
export async function ownSwarm(): Promise<OwnSwarm> {
  const folder = await newTemporaryFolder();
  const started: Started[] = [];
  const end = async () => {
    for (const node of started.reverse()) {
      await inSwarm(node, 'leave', '--force').catch(() => {});
      await node.daemon[Symbol.asyncDispose]();
    }
    await unmountBelow(folder);
    await rm(folder, { recursive: true });
  };
  try {
    const manager = await startNode(folder, 'node1', '169.254.219.1');
    started.push(manager);
    const worker = await startNode(folder, 'node2', '169.254.219.2');
    started.push(worker);
    await connect(manager, worker);
    await inSwarm(manager, 'init', '--advertise-addr', manager.address);
    const token = await inSwarm(manager, 'join-token', '--quiet', 'worker');
    const joining = ['--advertise-addr', worker.address, '--token', token, `${manager.address}:2377`];
    await inSwarm(worker, 'join', ...joining);
    return {
      nodes: [manager, worker],
      socketTemplate: join(folder, '{{.Node.Hostname}}/docker.sock'),
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startNode(parent: string, hostname: string, address: string): Promise<Started> {
  const folder = join(parent, hostname);
  await mkdir(folder);
  const daemon = await startPrivateDaemon(folder, {
    data: join(folder, 'data'),
    namespace: `switchover-test-${hostname}`,
    hostname,
    arguments: ['--shutdown-timeout', '3'],
  });
  const { socket } = daemon;
  return {
    daemon,
    address,
    host: `unix://${socket}`,
    engine: await Engine.at({ kind: 'socket', path: socket }),
  };
}

/** Puts a wire between the network namespaces of two engines. It ends with either of them. */
async function connect(one: Started, other: Started): Promise<void> {
  const end = ({ daemon }: Started) => ['name', 'wire', 'netns', String(daemon.pid)];
  await execa('ip', ['link', 'add', ...end(one), 'type', 'veth', 'peer', ...end(other)]);
  for (const { daemon, address } of [one, other]) {
    const inside = (...words: readonly string[]) =>
      execa('nsenter', ['--target', String(daemon.pid), '--net', 'ip', ...words]);
    await inside('address', 'add', `${address}/30`, 'dev', 'wire');
    for (const device of ['lo', 'wire']) await inside('link', 'set', device, 'up');
  }
}

async function inSwarm({ host }: SwarmNode, ...words: readonly string[]): Promise<string> {
  const { stdout } = await execa('docker', ['--host', host, 'swarm', ...words]);
  return stdout;
}
