import { posix } from 'node:path';
import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { OwnLines, OwnProgram } from '../definition/own-lines.ts';
import type { Engine } from '../engine/engine.ts';
import { runHelper } from '../engine/host/helper.ts';
import type { Blueprint } from '../lab/blueprint.ts';
import { ownHeading } from '../nodes/frr/own-lines.ts';
import { devicesOf, oncePerPair } from '../topology/find.ts';

/**
 * Lets bgpd and charon read what devices have of their own, in a container without a network, before anything
 * of the lab starts. It takes half a second; a lab without such lines is not looked at.
 *
 * @throws SwitchoverError (wrong-input) with the words of the program
 */
export async function checkOwnLines(engine: Engine, blueprint: Blueprint): Promise<void> {
  const checks = checksOf(blueprint);
  if (checks.length === 0) return;
  const said = await runHelper(
    engine,
    // Charon does not start where it may not change the network.
    { purpose: 'config-check', image: blueprint.image, capabilities: ['NET_ADMIN'] },
    checkScript(checks),
  );
  const [refusal] = said.split(/^== /m).slice(1);
  if (refusal === undefined) return;
  const [index = '', ...words] = refusal.trimEnd().split('\n');
  const check = checks[Number(index)];
  if (!check) throw new Error(`The check of own lines said something unknown: ${said}`);
  throw new SwitchoverError('wrong-input', refusalText(check, words.join('\n')));
}

/** A file of a device's plan that is not only ours. */
interface Check {
  readonly device: string;
  readonly program: OwnProgram;
  readonly own: OwnLines;
  readonly content: string;
}

function checksOf({ topology, plans }: Blueprint): Check[] {
  return oncePerPair(devicesOf(topology)).flatMap(({ name: device, pair, frr, swanctl }) => {
    const files = [...(plans.find(({ node }) => node === device)?.files ?? [])];
    const named = (wanted: string) =>
      files.filter(([path]) => posix.basename(path) === wanted).map(([, { content }]) => content);
    // Those that a device of a pair starts are in a file that comes with the address.
    const withAddress = pair ? named(`${pair.name}.conf`) : [];
    const connections = withAddress.length > 0 ? withAddress : named('swanctl.conf');
    if (swanctl?.file !== undefined && connections.length > 1)
      throw new SwitchoverError(
        'wrong-input',
        `${device} has a swanctl.conf of its own (${swanctl.file}) and ${connections.length} tunnels. With the userspace dataplane each tunnel has a charon of its own, so one file cannot serve them. Give its lines as text, or take a kernel with ESP.`,
      );
    return [
      ...(frr
        ? named('bgpd.conf').map((content) => ({ device, program: 'frr', own: frr, content }) as const)
        : []),
      ...(swanctl
        ? connections.map((content) => ({ device, program: 'swanctl', own: swanctl, content }) as const)
        : []),
    ];
  });
}

/** Prints "== INDEX" and what the program says for each file that it refuses. */
function checkScript(checks: readonly Check[]): string {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const command = {
    // bgpd ends with 0 whatever it reads. vtysh would take what other daemons know, and bgpd does not.
    frr: (file: string) =>
      `/usr/lib/frr/bgpd --skip_runas --dryrun --bgp_port 0 --config_file ${file} >/tmp/check/said 2>&1; ! grep -q '${refusedLine}' /tmp/check/said`,
    swanctl: (file: string) =>
      `swanctl --load-conns --uri unix://${viciSocket} --file ${file} >/tmp/check/said 2>&1`,
  };
  return [
    'mkdir -p /tmp/check',
    'touch /tmp/check/secrets.conf',
    ...(checks.some(({ program }) => program === 'swanctl') ? startCharon : []),
    ...checks.flatMap(({ program, content }, index) => [
      `echo ${encoded(content)} | base64 -d >/tmp/check/${index}.conf`,
      `{ ${command[program](`/tmp/check/${index}.conf`)}; } || { echo "== ${index}"; cat /tmp/check/said; }`,
    ]),
  ].join('\n');
}

/** In what bgpd logs about a line that it does not take. */
const refusedLine = ' on config line ';

const viciSocket = '/tmp/check/vici';

const startCharon: readonly string[] = [
  `cat >/tmp/check/strongswan.conf <<'END'`,
  'charon-systemd {',
  '  load = random nonce openssl kernel-netlink socket-default vici',
  '  plugins {',
  '    vici {',
  `      socket = unix://${viciSocket}`,
  '    }',
  '  }',
  '  journal {',
  '    default = -1',
  '  }',
  '}',
  'swanctl {',
  '  load = random openssl',
  '}',
  'END',
  'export STRONGSWAN_CONF=/tmp/check/strongswan.conf',
  'charon-systemd >/tmp/check/charon 2>&1 &',
  'tries=0',
  // The flag says that charon listens: before, swanctl is refused.
  `until grep -q ' 00010000 .*${viciSocket}' /proc/net/unix; do`,
  '  tries=$((tries + 1))',
  '  [ $tries -lt 500 ] || { cat /tmp/check/charon >&2; exit 1; }',
  '  sleep 0.02',
  'done',
];

const programs = { frr: 'bgpd', swanctl: 'charon' };

function refusalText({ device, program, own, content }: Check, words: string): string {
  const source = own.file ?? `${program}: in the lab file`;
  const said = program === 'frr' ? firstRefusal(words) : words;
  return `${programs[program]} of ${device} refuses its own configuration (${source}):\n${ownNumbers(own, content, said)}`;
}

/**
 * The first line that bgpd refuses, without the heading of its log; what it said before tells why, if it knows the command.
 * The lines after it may be refused only because of it, as those of a section whose beginning is unknown.
 */
function firstRefusal(words: string): string {
  const lines = words.split('\n');
  const first = lines.findIndex((line) => line.includes(refusedLine));
  const refusal = (lines[first] ?? '').replace(
    /^.* BGP: (?:\[[^\]]*\])*\s*(.*) on config line (\d+): (.*)$/,
    'line $2: $1: $3',
  );
  return refusal.includes(': No such command: ') ? refusal : [...lines.slice(0, first), refusal].join('\n');
}

/** The words of the program, with the number of a line within what the device has of its own. */
function ownNumbers(own: OwnLines, content: string, words: string): string {
  if (own.file !== undefined) return words;
  const before = content.split('\n').indexOf(ownHeading) + 1;
  return words.replace(/^line (\d+):/gm, (text, line: string) =>
    Number(line) > before && before > 0 ? `line ${Number(line) - before}:` : text,
  );
}
