import type { FaultParameters } from '../definition/fault-parameters.ts';
import { charonProcess } from '../nodes/ipsec/dataplane.ts';
import { paths } from '../nodes/scripts/start-script.ts';
import { nothingBroken } from '../topology/broken.ts';
import { tunnelsAt } from '../topology/find.ts';
import type { Fault } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
import { seen } from './kit/seen.ts';
import { checkSpeaker, firstSpeaker } from './kit/target.ts';

/**
 * A daemon of a gateway instance or device dies by SIGKILL, and is started again later. Its kernel closes what it had
 * open, so that BGP peers are told by TCP; IKE peers are not.
 */
export const processCrash: Fault = {
  kind: 'single',
  name: 'process-crash',
  summary: 'a daemon dies (program: charon, bgpd or zebra); default: bgpd of the first device',
  notice: (parameters) => (programOf(parameters) === 'charon' ? 'nobody' : 'peers'),
  targets: firstSpeaker,
  check: (topology, { target }) => checkSpeaker(topology, target),
  breaks: (topology, { target, with: parameters }) =>
    programOf(parameters) === 'charon'
      ? { ...nothingBroken, tunnels: tunnelsAt(topology, target).map(({ tunnel }) => tunnel.name) }
      : nothingBroken,
  undo: (lab, { target: node, with: parameters }) => [
    {
      kind: 'run',
      node,
      // What it starts stays, and must not keep this script's output open.
      script: `${paths.restart} ${programOf(parameters)} </dev/null >/run/restart.log 2>&1 || { cat /run/restart.log >&2; exit 1; }`,
      afterSeconds: parameters.lastsSeconds ?? lab.blueprint.profile.repairSeconds,
    },
  ],
  apply(lab, { target: node, with: parameters }) {
    const name = processNames[programOf(parameters)];
    for (const ended of endsWith(programOf(parameters))) lab.expectExit(node, ended);
    return stampedScript(
      lab,
      node,
      [
        'killed=',
        'for process in /proc/[0-9]*; do',
        `  if [ "$(cat "$process/comm" 2>/dev/null)" = ${name} ]; then kill -9 "\${process#/proc/}"; killed=yes; fi`,
        'done',
        `[ -n "$killed" ] || { echo "no ${name} runs" >&2; exit 1; }`,
      ].join('\n'),
    );
  },
  verify(lab, { target: node, with: parameters }, since) {
    const name = processNames[programOf(parameters)];
    return seen(
      lab,
      `the death of ${name} on ${node}`,
      since,
      (event) => event.node === node && event.kind === 'exit' && event.program === name,
    );
  },
};

type Program = NonNullable<FaultParameters['program']>;

const programOf = ({ program = 'bgpd' }: FaultParameters): Program => program;

/** Daemons that end as well, now or when it is started again. */
const endsWith = (program: Program): readonly string[] =>
  program === 'zebra' ? ['zebra', 'staticd', 'bgpd', 'bfdd'] : [processNames[program]];

/** As the kernel names them. */
const processNames: Readonly<Record<Program, string>> = {
  charon: charonProcess,
  bgpd: 'bgpd',
  zebra: 'zebra',
};
