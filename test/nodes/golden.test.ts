import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { stringify } from 'yaml';
import type { ProfileName } from '../../src/definition/profile.ts';
import { dataplaneNamed } from '../../src/nodes/ipsec/choose.ts';
import type { DataplaneName } from '../../src/nodes/ipsec/dataplane.ts';
import { type NodePlan, permissionsOf } from '../../src/nodes/node-plan.ts';
import { planNodes } from '../../src/nodes/plan-nodes.ts';
import { dualRedundancy } from '../topology/definitions.ts';
import { topologyOf } from '../topology/lab-topology.ts';

/**
 * `golden/dual-redundancy/<dataplane>-<profile>/<node>/<path>` are the exact files of the nodes of
 * labs/dual-redundancy. `container.yaml` has the start options of the container. A combination has only the files that
 * differ from those of all combinations before it. UPDATE_GOLDEN=1 rewrites them; then read the diff.
 */
const folder = fileURLToPath(new URL('golden/dual-redundancy/', import.meta.url));
const update = process.env.UPDATE_GOLDEN === '1';

/** One node of each kind: the other instance, device and host differ only in names and addresses. */
const nodes = ['internet', 'testvnet1', 'vnet1gw-0', 'site5', 'device1', 'host'];

const combinations: readonly (readonly [DataplaneName, ProfileName])[] = [
  ['userspace', 'azure'],
  ['userspace', 'fast'],
  ['kernel', 'azure'],
  ['kernel', 'fast'],
];

const renderings = combinations.map(([dataplane, profile]) => ({
  name: `${dataplane}-${profile}`,
  files: rendering(dataplane, profile),
}));

for (const [index, { name, files }] of renderings.entries()) {
  const earlier = renderings.slice(0, index);
  const own = new Map(
    [...files].filter(([path, text]) => !earlier.some((other) => other.files.get(path) === text)),
  );

  test(`golden/dual-redundancy/${name} are the files of the nodes of dual-redundancy`, (t) => {
    if (update) write(name, own);
    const golden = read(name);
    t.deepEqual([...own.keys()].sort(), [...golden.keys()].sort());
    for (const [path, text] of own) t.is(text, golden.get(path) ?? '', path);
  });
}

function rendering(dataplane: DataplaneName, profile: ProfileName): Map<string, string> {
  const plans = planNodes(topologyOf(dualRedundancy(), profile), dataplaneNamed(dataplane));
  return new Map(
    plans
      .filter(({ node }) => nodes.includes(node))
      .flatMap((plan) => [
        [join(plan.node, 'container.yaml'), container(plan)],
        ...[...plan.files].map(([path, { content }]) => [join(plan.node, path), content] as const),
      ]),
  );
}

function container({ command, capabilities, devices, sysctls, files }: NodePlan): string {
  const modes = [...files].map(([path, file]) => [path, permissionsOf(file).toString(8)]);
  return stringify(
    { command: command.join(' '), capabilities, devices, sysctls, files: Object.fromEntries(modes) },
    { lineWidth: 0 },
  );
}

function read(name: string): Map<string, string> {
  const root = join(folder, name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1), readFileSync(path, 'utf8')];
    }),
  );
}

function write(name: string, files: ReadonlyMap<string, string>): void {
  rmSync(join(folder, name), { recursive: true, force: true });
  for (const [path, text] of files) {
    const target = join(folder, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
