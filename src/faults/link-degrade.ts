import * as z from 'zod';
import { spanOf } from '../base/bracket.ts';
import { nothingBroken } from '../topology/broken.ts';
import type { Topology } from '../topology/topology.ts';
import { fault } from './kit/define-fault.ts';
import { FaultError } from './kit/fault-error.ts';
import { brokenWithout, checkLink, firstPublicLink, linkOf } from './kit/link.ts';
import { deleteTable } from './kit/packet-filter.ts';
import { lasting } from './kit/parameters.ts';

/** In what way a link gets worse. */
const worse = {
  lossPercent: z
    .number()
    .min(0.1)
    .max(100)
    .optional()
    .describe('Share of the packets that a link loses each way, in percent.'),
  delayMs: z
    .number()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Milliseconds that packets take longer each way. Needs a kernel with netem.'),
  rateMbps: z.number().min(0.1).max(10_000).optional().describe('Mbit/s that a link carries each way.'),
};

type Worse = z.output<z.ZodObject<typeof worse>>;

/**
 * A link gets worse, the same way in both directions: it loses packets at random, takes longer, or carries less. netem
 * does it where the kernel has it. Otherwise the packet filter loses packets and a token bucket limits the rate, and a
 * delay is not possible.
 */
export const linkDegrade = fault({
  name: 'link-degrade',
  summary: 'a link loses packets, takes longer or carries less',
  usualTarget: 'the public link of the first device',
  parameters: { ...lasting, ...worse },
  objection: (given) =>
    Object.keys(worse).some((name) => name in given)
      ? undefined
      : `needs at least one of ${Object.keys(worse).join(', ')}`,
  targetKinds: ['link'],
  canFlap: true,
  // Nothing is interrupted. Timers may expire because packets are missing; nothing else tells a node.
  notice: () => 'nobody',
  targets: firstPublicLink,
  check: ({ topology }, { target }) => checkLink(topology, target),
  refusal: ({ netem }, { delayMs }) =>
    delayMs === undefined || netem
      ? undefined
      : "the engine's kernel has no netem (sch_netem), which delayMs needs; lossPercent and rateMbps work without",
  // With all packets lost, the link is as good as cut.
  breaks: (topology, { target, parameters: { lossPercent } }) =>
    lossPercent === 100 ? brokenWithout(topology, target) : nothingBroken,
  undo: ({ topology, profile }, { target, parameters: { lastsSeconds } }) =>
    endsOf(topology, target).map(({ node, port }) => ({
      kind: 'run',
      node,
      script: asBefore(port),
      afterSeconds: lastsSeconds ?? profile.repairSeconds,
    })),
  async apply(bench, { target, parameters }) {
    const worsened = bench.kernel.netem ? withNetem : withoutNetem;
    const moments = await Promise.all(
      endsOf(bench.topology, target).map(({ node, port }) =>
        bench.timed(node, [asBefore(port), worsened(port, parameters)].join('\n')),
      ),
    );
    return spanOf(moments);
  },
  async verify(bench, { target }) {
    for (const { node, port } of endsOf(bench.topology, target)) {
      const show = `tc qdisc show dev ${port}; nft list table netdev ${tableOf(port)} 2>/dev/null || true`;
      const shown = await bench.run(node, show);
      if (!/netem|tbf|drop/.test(shown)) {
        throw new FaultError(`${port} of ${node} is as good as before.`, { node });
      }
    }
  },
});

/** Either end: its queue limits what leaves, and its packet filter drops what arrives, without word to the sender. */
function endsOf(topology: Topology, target: string): { readonly node: string; readonly port: string }[] {
  const { node, port, far } = linkOf(topology, target);
  return [{ node, port: port.name }, far];
}

const asBefore = (port: string): string =>
  [`tc qdisc delete dev ${port} root >/dev/null 2>&1 || true`, deleteTable('netdev', tableOf(port))].join(
    '\n',
  );

const tableOf = (port: string): string => `degrade_${port.replaceAll('-', '_')}`;

/** Packets that netem holds back at most: 100 ms of 100 000 packets/s. */
const netemLimit = 10_000;

/** The finest share of packets that can be lost is one in this number. */
const lossSteps = 100_000;

/** A queue of 50 ms, as usual in access routers; one full packet has to fit into the bucket. */
const limited = (port: string, place: string, rateMbps: number | undefined): string[] =>
  rateMbps === undefined
    ? []
    : [`tc qdisc add dev ${port} ${place} tbf rate ${rateMbps}mbit burst 32kb latency 50ms`];

/**
 * The token bucket limits the rate here too, behind the delay: with a rate of its own, netem makes packets wait in its
 * long queue for a minute, where other kernels lose them.
 */
function withNetem(port: string, { lossPercent, delayMs, rateMbps }: Worse): string {
  const delay = delayMs === undefined ? [] : [`delay ${delayMs}ms`];
  const loss = lossPercent === undefined ? [] : [`loss ${lossPercent}%`];
  const netem = ['netem', 'limit', netemLimit, ...delay, ...loss].join(' ');
  return [`tc qdisc add dev ${port} root handle 1: ${netem}`, ...limited(port, 'parent 1:1', rateMbps)].join(
    '\n',
  );
}

function withoutNetem(port: string, { lossPercent, rateMbps }: Worse): string {
  const lost = Math.round(((lossPercent ?? 0) / 100) * lossSteps);
  return [
    ...limited(port, 'root', rateMbps),
    ...(lossPercent === undefined
      ? []
      : [
          "nft -f - <<'END'",
          `table netdev ${tableOf(port)} {`,
          '  chain in {',
          `    type filter hook ingress device "${port}" priority 0`,
          `    ${lost < lossSteps ? `numgen random mod ${lossSteps} < ${lost} ` : ''}counter drop`,
          '  }',
          '}',
          'END',
        ]),
  ].join('\n');
}
