import { readFileSync } from 'node:fs';
import type { Circumstances } from '../analysis/run-result.ts';
import { projectFolder } from '../base/project-folder.ts';
import type { Lab } from '../lab/lab.ts';
import { instancesOf } from '../topology/find.ts';

/** This program's own version. */
export const ownVersion: string = JSON.parse(
  readFileSync(new URL('package.json', projectFolder), 'utf8'),
).version;

/** Versions of everything that had a part in a measurement. */
export async function versionsOf(lab: Lab): Promise<Circumstances['versions']> {
  const [speaker] = instancesOf(lab.topology);
  const ask = async (version: RegExp, ...command: string[]) => {
    const answer = speaker && (await lab.node(speaker.name).container.exec(command));
    return version.exec(`${answer?.stdout}${answer?.stderr}`)?.[1] ?? 'unknown';
  };
  const [strongswan, frr, info, version] = await Promise.all([
    ask(/strongSwan (?:swanctl )?(\S+)/, 'swanctl', '--version'),
    ask(/version (\S+)/, '/usr/lib/frr/zebra', '--version'),
    lab.engine.info(),
    lab.engine.version(),
  ]);
  return {
    switchover: ownVersion,
    strongswan,
    frr,
    kernel: info.kernel,
    engine: `${version.kind} ${version.version}`,
  };
}
