import { posix } from 'node:path';
import type { NodePlan } from '../../../src/nodes/node-plan.ts';
import { paths } from '../../../src/nodes/scripts/start-script.ts';
import type { Topology } from '../../../src/topology/topology.ts';

/** The programs that judge rendered files, by the words of judge.sh. */
export type Judge = 'swanctl' | 'charon' | 'vtysh' | 'nft' | 'ip' | 'keepalived' | 'sh';

/** A rendered file that a program judges. */
export interface Exhibit {
  readonly judge: Judge;
  readonly text: string;
  /** The interfaces of the node that has the file, for judges that look at them. */
  readonly links: readonly string[];
  /** Which one it is, for people: `vnet1gw-0: /etc/frr/bgpd.conf`. */
  readonly what: string;
}

/** The files of the nodes of a lab, each with the program that must accept it. */
export function exhibitsOf(topology: Topology, plans: readonly NodePlan[]): Exhibit[] {
  return plans.flatMap((plan) => {
    const node = topology.nodes.find(({ name }) => name === plan.node);
    const links = node ? [...node.interfaces, ...node.bridges].map(({ name }) => name) : [];
    return [...plan.files.keys()].flatMap((path) => {
      const judge = judgeOf(path);
      const text = plan.files.get(path)?.content ?? '';
      if (judge === undefined || (judge === 'charon' && !text.includes('kernel-libipsec'))) return [];
      return [
        {
          judge,
          text: judge === 'swanctl' ? alone(text, path, plan) : text,
          links: judge === 'ip' || judge === 'keepalived' ? links : [],
          what: `${plan.node}: ${path}`,
        },
      ];
    });
  });
}

function judgeOf(path: string): Judge | undefined {
  switch (path) {
    case paths.nftables:
      return 'nft';
    case paths.network:
      return 'ip';
    case paths.keepalived:
      return 'keepalived';
  }
  // vtysh knows the commands of all daemons.
  if (posix.dirname(path) === '/etc/frr') return 'vtysh';
  if (posix.basename(path) === 'strongswan.conf') return 'charon';
  // Its text is judged as a part of the file that includes it.
  if (posix.basename(path) === 'secrets.conf') return undefined;
  return path.endsWith('.conf') ? 'swanctl' : 'sh';
}

/** A swanctl.conf with the keys that it includes. */
function alone(text: string, path: string, { files }: NodePlan): string {
  const secrets = files.get(posix.join(posix.dirname(path), 'secrets.conf'))?.content ?? '';
  return text.replaceAll(/^include secrets\.conf$/gm, () => secrets).replaceAll(/^include \/.*$/gm, '');
}
