import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { stringify } from 'yaml';
import { z } from 'zod';
import { isPrefix, prefixCovers } from '../../src/base/addresses.ts';
import type { Progress } from '../../src/base/progress.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { aptInstall } from '../../src/setup/engine/apt.ts';
import { hasCommand, isDebian, isRoot, thisSystem } from '../../src/setup/engine/system.ts';
import { type Timed, timed } from './timed.ts';

/**
 * What switchover is compared with: docker-compose starts the same number of containers from the same image on three
 * bridge networks. They only sleep, without IPsec, BGP or routes between the networks.
 */
export interface Compose extends AsyncDisposable {
  readonly version: string;
  up(): Promise<Timed>;
  down(): Promise<Timed>;
}

/** The nodes of the lab dual-redundancy, with their networks. */
const networksOf: Readonly<Record<string, readonly string[]>> = {
  testvnet1: ['vnet'],
  'vnet1gw-0': ['vnet', 'public'],
  'vnet1gw-1': ['vnet', 'public'],
  site5: ['site'],
  device1: ['public', 'site'],
  device2: ['public', 'site'],
  internet: ['public'],
  vm: ['vnet'],
  host: ['site'],
};

/** @throws Error if docker-compose is missing and cannot be installed */
export async function preparedCompose(engine: Engine, image: string, progress: Progress): Promise<Compose> {
  await ensureCompose(progress);
  const folder = await mkdtemp(join(tmpdir(), 'switchover-bench-'));
  const file = join(folder, 'docker-compose.yml');
  await writeFile(file, stringify(composeFile(image, await freeSubnets(3))));
  const project = `switchover-bench-${process.pid}`;
  const call = (...args: string[]) =>
    timed('docker-compose', ['--project-name', project, '--file', file, ...args]);
  return {
    version: (await call('version', '--short')).stdout,
    async up() {
      const result = await call('up', '--detach');
      const made = await engine.containers({ 'com.docker.compose.project': project });
      const running = made.filter(({ state }) => state === 'running').length;
      const wanted = Object.keys(networksOf).length;
      if (running !== wanted) throw new Error(`${running} of ${wanted} containers of docker-compose run.`);
      return result;
    },
    down: () => call('down', '--timeout', '0'),
    async [Symbol.asyncDispose]() {
      await call('down', '--timeout', '0');
      await rm(folder, { recursive: true });
    },
  };
}

async function ensureCompose(progress: Progress): Promise<void> {
  const system = thisSystem();
  if (hasCommand(system, 'docker-compose')) return;
  if (!isRoot(system) || !isDebian(system)) {
    throw new Error('The bench needs docker-compose. It installs that only as root on Debian or Ubuntu.');
  }
  await aptInstall(['docker-compose'], progress);
}

function composeFile(image: string, subnets: readonly string[]): unknown {
  const services = Object.entries(networksOf).map(([name, networks]) => [
    name,
    { image, entrypoint: ['sleep', 'infinity'], networks },
  ]);
  const networks = ['public', 'vnet', 'site'].map((name, index) => [
    name,
    { ipam: { config: [{ subnet: subnets[index] }] } },
  ]);
  return {
    version: '3.7',
    services: Object.fromEntries(services),
    networks: Object.fromEntries(networks),
  };
}

/** Subnets without a route on this host: unlike a lab, compose puts its networks on the host. */
async function freeSubnets(count: number): Promise<string[]> {
  const { stdout } = await execa('ip', ['-j', '-4', 'route', 'show', 'table', 'all']);
  const routes = z.array(z.object({ dst: z.string() })).parse(JSON.parse(stdout));
  const taken = routes.map(({ dst }) => (dst.includes('/') ? dst : `${dst}/32`)).filter(isPrefix);
  const free = Array.from({ length: 16 }, (_, index) => `172.31.${240 + index}.0/24`).filter(
    (subnet) => !taken.some((route) => prefixCovers(route, subnet) || prefixCovers(subnet, route)),
  );
  if (free.length < count) throw new Error('This machine has routes to all of 172.31.240.0/20.');
  return free.slice(0, count);
}
