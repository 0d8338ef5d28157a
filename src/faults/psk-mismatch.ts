import { posix } from 'node:path';
import { swanctl } from '../nodes/scripts/load-line.ts';
import { nothingBroken } from '../topology/broken.ts';
import { fault } from './kit/fault.ts';
import { stampedScript } from './kit/instant.ts';
import { lasting } from './kit/parameters.ts';
import { seen, tunnelDown } from './kit/seen.ts';
import {
  beginAgain,
  beginScript,
  checkTunnel,
  firstTunnel,
  initiatingEnd,
  type NodeEnd,
  oneEnd,
  tunnelEnd,
} from './kit/tunnel.ts';
import type { UndoStep } from './kit/undo.ts';

/**
 * The shared key of a tunnel is changed at one end, and the tunnel is reset: a changed key alone does no harm to an SA
 * that is there, and shows when it has to be made anew. From then on the two ends do not believe each other.
 */
export const pskMismatch = fault({
  name: 'psk-mismatch',
  summary: 'the shared key of a tunnel is changed at one end, and the tunnel is reset',
  usualTarget: 'the first tunnel',
  parameters: { ...lasting, ...oneEnd },
  targetKinds: ['tunnel'],
  notice: () => 'peers',
  targets: firstTunnel,
  check: ({ topology }, { target, parameters: { at } }) => checkTunnel(topology, target, at),
  breaks: (_, { target }) => ({ ...nothingBroken, tunnels: [target] }),
  undo(lab, request) {
    const afterSeconds = request.parameters.lastsSeconds ?? lab.blueprint.profile.repairSeconds;
    const end = tunnelEnd(lab, request.target, request.parameters.at);
    const script = [`rm -f ${markOf(end)}`, loadKeys(end)].join('\n');
    const restored: UndoStep = { kind: 'run', node: end.node, script, afterSeconds };
    return [restored, beginAgain(initiatingEnd(lab, request.target), afterSeconds)];
  },
  async apply(lab, request) {
    const end = tunnelEnd(lab, request.target, request.parameters.at);
    const initiator = initiatingEnd(lab, request.target);
    const { connection } = end.local;
    const instant = await stampedScript(
      lab,
      end.node,
      [
        `mkdir -p ${posix.dirname(markOf(end))}`,
        `touch ${markOf(end)}`,
        loadKeys(end),
        swanctl(end.charon, `--terminate --ike ${connection} --timeout 1`),
      ].join('\n'),
    );
    // Who deletes a tunnel by hand does not begin it again by itself.
    await stampedScript(lab, initiator.node, beginScript(initiator));
    return instant;
  },
  async verify(lab, request, since) {
    const end = tunnelEnd(lab, request.target, request.parameters.at);
    const initiator = initiatingEnd(lab, request.target);
    await tunnelDown(lab, { node: end.node, tunnel: end.local.connection, since });
    await seen(
      lab,
      `a refused authentication on ${initiator.node}`,
      since,
      (event) =>
        event.node === initiator.node &&
        event.kind === 'log' &&
        event.program === 'charon' &&
        event.text.includes('AUTHENTICATION_FAILED'),
    );
  },
});

/** No secret: it only has to be another one. */
const wrongKey = 'NotTheSharedKey';

const folderOf = ({ charon }: NodeEnd): string => posix.dirname(charon.swanctlConf);

/** Is there as long as the key of the tunnel is wrong. The node's own file of keys is never touched. */
const markOf = (end: NodeEnd): string => `${folderOf(end)}/wrong-keys/ike-${end.local.connection}`;

/** Loads the keys of a charon: those of marked connections wrong, all others as they are. */
const loadKeys = (end: NodeEnd): string =>
  [
    `cd ${folderOf(end)}`,
    'cp -p secrets.conf loaded.conf',
    'for mark in wrong-keys/*; do',
    '  [ -e "$mark" ] || continue',
    `  sed -i "/^  \${mark#wrong-keys/} {/,/^  }/ s/^\\( *secret = \\).*/\\1\\"${wrongKey}\\"/" loaded.conf`,
    'done',
    swanctl(end.charon, `--load-creds --clear --noprompt --file ${folderOf(end)}/loaded.conf`),
    'rm loaded.conf',
  ].join('\n');
