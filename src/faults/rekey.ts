import * as z from 'zod';
import { spanOf } from '../base/bracket.ts';
import { childNames } from '../nodes/ipsec/strongswan/children.ts';
import { sasOf } from '../nodes/scripts/begin-tunnels.ts';
import { swanctl } from '../nodes/scripts/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import { fault } from './kit/define-fault.ts';
import { checkTunnel, downAlready, firstTunnel, type NodeEnd, oneEnd, tunnelEnd } from './kit/tunnel.ts';
import type { Situation } from './kit/workbench.ts';

/**
 * An end of a tunnel replaces its SAs by new ones, as at the end of their lifetime: the new child SA is there before the
 * old one goes (RFC 7296, 2.8), so no packet should be lost. Where the two ends disagree on the group for perfect forward
 * secrecy, it fails here first.
 */
export const rekey = fault({
  name: 'rekey',
  summary: 'the SAs of a tunnel are replaced by new ones, as at the end of their lifetime',
  usualTarget: 'the first tunnel',
  parameters: {
    sas: z
      .enum(['all', 'ike', 'child'])
      .default('all')
      .describe('What is rekeyed: the IKE SA, the child SA, or (default) all.'),
    bothEnds: z
      .boolean()
      .default(false)
      .describe('true: both ends begin it at the same time. Default: false.'),
    ...oneEnd,
  },
  targetKinds: ['tunnel'],
  notice: () => 'peers',
  targets: firstTunnel,
  check: ({ topology }, { target, parameters: { at } }) => checkTunnel(topology, target, at),
  impossibleNow: (bench, { target, parameters: { at } }) => downAlready(bench, target, at),
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target], returns: true }),
  undo: () => [],
  async apply(bench, { target, parameters }) {
    const moments = endsOf(bench, target, parameters).map((end) =>
      bench.timed(end.node, begin(end, parameters.sas)),
    );
    return spanOf(await Promise.all(moments));
  },
  async verify(bench, { target, parameters }) {
    for (const end of endsOf(bench, target, parameters))
      await bench.run(end.node, isNew(end, parameters.sas));
  },
});

interface Parameters {
  readonly bothEnds: boolean;
  readonly at?: string | undefined;
}

/** The ends that begin it. */
function endsOf(situation: Situation, target: string, { bothEnds, at }: Parameters): NodeEnd[] {
  const end = tunnelEnd(situation, target, at);
  return bothEnds ? [end, tunnelEnd(situation, target, end.local.remote.name)] : [end];
}

type What = 'all' | 'ike' | 'child';

/** Keeps the old SPIs in a file, and begins. charon does not wait for the peer here. */
function begin({ charon, local: { connection, local } }: NodeEnd, sas: What): string {
  const [first = '', ...others] = childNames(local);
  const rekeyed = (child: string) => swanctl(charon, `--rekey --child ${child} --ike ${connection}`);
  return [
    `${sasOf(charon, connection)} | grep -Eo '(initiator-spi|spi-in)=[0-9a-f]+' >${spis(connection)}`,
    // The others are there only if there was traffic for them.
    ...(sas === 'ike' ? [] : [rekeyed(first), ...others.map((child) => `${rekeyed(child)} || true`)]),
    ...(sas === 'child' ? [] : [swanctl(charon, `--rekey --ike ${connection}`)]),
  ].join('\n');
}

/** Waits until the SAs have other SPIs, 5 s at most. */
function isNew({ charon, local: { connection } }: NodeEnd, sas: What): string {
  const names = [...(sas === 'child' ? [] : ['initiator-spi']), ...(sas === 'ike' ? [] : ['spi-in'])];
  return [
    'tries=0',
    ...names.flatMap((name) => [
      `until ${sasOf(charon, connection)} | grep -Eo '${name}=[0-9a-f]+' | grep -qvFf ${spis(connection)}; do`,
      '  tries=$((tries + 1))',
      `  [ $tries -lt 100 ] || { echo "${connection} has no new ${name} after 5 s: the peer refused it" >&2; exit 1; }`,
      '  sleep 0.05',
      'done',
    ]),
  ].join('\n');
}

const spis = (connection: string): string => `/run/rekey-${connection}`;
