import * as z from 'zod';
import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import { paths } from '../nodes/scripts/start-script.ts';
import { nothingBroken } from '../topology/broken.ts';
import { tunnelsEndingAt, tunnelsWithSessionAt } from '../topology/find.ts';
import { fault } from './kit/define-fault.ts';
import { lasting } from './kit/parameters.ts';
import { notRunning } from './kit/running.ts';
import { seen } from './kit/seen.ts';
import { checkSpeaker, firstSpeaker } from './kit/target.ts';

const programs = ['charon', 'bgpd', 'zebra'] as const;
type Program = (typeof programs)[number];

/**
 * A daemon of a gateway instance or device dies by SIGKILL, and is started again later. The kernel closes its TCP
 * connections, which tells BGP peers; nothing tells IKE peers.
 */
export const processCrash = fault({
  name: 'process-crash',
  summary: 'a daemon dies, and is started again later',
  usualTarget: 'the first device',
  parameters: {
    ...lasting,
    program: z.enum(programs).default('bgpd').describe('The daemon that dies. Default: bgpd.'),
  },
  targetKinds: ['device', 'instance'],
  notice: ({ program }) => (program === 'charon' ? 'nobody' : 'peers'),
  targets: firstSpeaker,
  check: ({ topology }, { target }) => checkSpeaker(topology, target),
  impossibleNow: (bench, { target: node, parameters: { program } }) =>
    notRunning(bench, node, processNames[program]),
  breaks: (topology, { target, parameters: { program } }) =>
    program === 'charon'
      ? { ...nothingBroken, tunnels: tunnelsEndingAt(topology, target) }
      : {
          ...nothingBroken,
          sessions: tunnelsWithSessionAt(topology, target),
          speechless: [target],
        },
  undo: ({ profile }, { target: node, parameters: { program, lastsSeconds } }) => [
    {
      kind: 'run',
      node,
      // What it starts stays, and must not keep this script's output open.
      script: `${paths.restart} ${program} </dev/null >/run/restart.log 2>&1 || { cat /run/restart.log >&2; exit 1; }`,
      afterSeconds: lastsSeconds ?? profile.repairSeconds,
    },
  ],
  apply(bench, { target: node, parameters: { program } }) {
    bench.expectExits(node, endsWith(program));
    return bench.timed(node, killAll(processNames[program]));
  },
  verify(bench, { target: node, parameters: { program } }, appliedAt) {
    const name = processNames[program];
    return seen(
      bench,
      `the death of ${name} on ${node}`,
      appliedAt,
      (event) => event.node === node && event.kind === 'exit' && event.program === name,
    );
  },
});

const killAll = (name: string): string => `pkill -KILL -x ${name} || { echo "no ${name} runs" >&2; exit 1; }`;

/** Daemons that end as well, now or when it is started again. */
const endsWith = (program: Program): readonly string[] =>
  program === 'zebra' ? ['zebra', 'staticd', 'bgpd', 'bfdd'] : [processNames[program]];

/** As the kernel names them. */
const processNames: Readonly<Record<Program, string>> = {
  charon: charonProcess,
  bgpd: 'bgpd',
  zebra: 'zebra',
};
