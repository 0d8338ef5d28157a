import { readdir, readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { parseOwner } from '../../src/base/ownership/owner.js';
import type { Engine } from '../../src/engine/engine.ts';
import { labels } from '../../src/engine/ownership/labels.ts';
import type { Performed } from './perform.ts';
import type { Sample } from './trend.ts';

/** Observes what exists between two rounds. Leaves out what it cannot see, such as the memory of a remote engine. */
export async function observe(engine: Engine, performed: readonly Performed[]): Promise<Sample> {
  const pids = new Set(performed.map(({ pid }) => pid));
  const isOurs = (thing: { readonly labels: Readonly<Record<string, string>> }) =>
    pids.has(parseOwner(thing.labels[labels.owner])?.pid ?? 0);
  const [containers, images, temporary, cached, daemon] = await Promise.all([
    engine.containers({ [labels.owner]: true }),
    engine.images.nameless({ [labels.owner]: true }),
    ourFiles(tmpdir()),
    readdir(join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'switchover')).catch(() => []),
    daemonState(),
  ]);
  return {
    containers: containers.filter(isOurs).length,
    images: images.filter(isOurs).length,
    files: temporary + cached.length,
    ...daemon,
  };
}

async function ourFiles(folder: string): Promise<number> {
  const names = await readdir(folder);
  return names.filter((name) => name.startsWith('switchover') && !name.startsWith('switchover-test-')).length;
}

/** Memory, open files and disk of dockerd, if it runs on this machine and this process is root. */
async function daemonState(): Promise<Pick<Sample, 'memory' | 'openFiles' | 'disk'>> {
  try {
    const pid = (await readFile('/var/run/docker.pid', 'utf8')).trim();
    const [status, open, { stdout: root }] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readdir(`/proc/${pid}/fd`),
      execa('docker', ['info', '--format', '{{.DockerRootDir}}']),
    ]);
    const memory = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    // Only this file system: the root of a running container is mounted below it, but its layers count already.
    const { stdout: used } = await execa(
      'du',
      ['--summarize', '--one-file-system', '--block-size=1M', root],
      {
        reject: false,
      },
    );
    return {
      ...(memory !== undefined && { memory: Number(memory) / 1024 }),
      openFiles: open.length,
      disk: Number.parseInt(used, 10),
    };
  } catch {
    return {};
  }
}
