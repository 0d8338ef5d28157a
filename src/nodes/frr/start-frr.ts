import type { FrrConf, FrrDaemon } from './frr.ts';

/** The files of a configuration, by their paths. */
export const frrFiles = (conf: FrrConf): (readonly [string, string])[] =>
  [...conf].map(([daemon, content]) => [fileOf(daemon), content] as const);

/** mgmtd reads zebra.conf as well, and would refuse the lines that zebra keeps for itself. */
const fileOf = (daemon: FrrDaemon): string => `/etc/frr/${daemon === 'zebra' ? 'zebra-own' : daemon}.conf`;

/**
 * Lines that start FRR; the script has to have `wait_for`. Every daemon reads its own file, and returns when it is
 * ready (`-d`). `switchover-frr` starts it as the user frr and without CAP_SYS_ADMIN. After `vtysh -b` bgpd would refuse all sessions for another second. Without watchfrr, a daemon that
 * dies stays dead, and its death is observed.
 *
 * FRR 10 has mgmtd, which hands zebra and staticd a part of their configuration. It runs on every router, also where it
 * has nothing to hand over: without it zebra tries 100 times a second to tell it about the interfaces.
 */
export function startFrr(daemons: readonly FrrDaemon[]): string[] {
  return [
    'install -d /run/frr',
    'chown frr:frr /run/frr',
    ...mayBeLate,
    `[ ! -x ${mgmtd} ] || ${run('mgmtd')}`,
    ...startDaemons(daemons),
  ];
}

/**
 * Lines for a script that starts FRR. FRR's event loop rounds the time until its next timer down to milliseconds, and then
 * asks poll again and again until the rest has passed (fd_poll in lib/event.c): bfdd, with a timer for every packet, spent
 * more than half of its time so. With a slack of a millisecond poll returns when the timer has expired.
 */
export const mayBeLate: readonly string[] = [
  '# Timers of FRR may be a millisecond late (prctl(2), PR_SET_TIMERSLACK), so that it does not poll for the last one.',
  'echo 1000000 >/proc/self/timerslack_ns',
];

/** Lines that start some of the daemons, or start them again, with their configuration. mgmtd has to run already. */
export function startDaemons(daemons: readonly FrrDaemon[]): string[] {
  const started = (daemon: FrrDaemon) => daemons.includes(daemon);
  return [
    ...(started('zebra') ? startZebra(started('mgmtd')) : []),
    ...(started('staticd')
      ? [
          '# FRR 10: mgmtd reads staticd.conf.',
          `if [ -x ${mgmtd} ]; then ${run('staticd')}; else ${start('staticd')}; fi`,
        ]
      : []),
    ...(started('bgpd') ? [start('bgpd')] : []),
    ...(started('bfdd') ? [start('bfdd')] : []),
    ...(started('zebra') && started('mgmtd') ? hasItsRule : []),
  ];
}

const mgmtd = '/usr/lib/frr/mgmtd';

const startZebraWithRule: readonly string[] = [
  `if [ -x ${mgmtd} ]; then`,
  '  # FRR 10: mgmtd reads mgmtd.conf, and hands it to zebra.',
  `  ${start('zebra')}`,
  'else',
  '  # FRR 8: zebra reads it.',
  `  cat ${fileOf('zebra')} ${fileOf('mgmtd')} >/run/frr/zebra.conf`,
  `  ${start('zebra', '/run/frr/zebra.conf')}`,
  'fi',
];

/** @param withRule whether mgmtd.conf has lines for it */
function startZebra(withRule: boolean): string[] {
  return [
    ...(withRule ? startZebraWithRule : [start('zebra')]),
    "# For charon's script, which keeps no right but that to change the network.",
    'chgrp root /run/frr/zebra.vty',
  ];
}

/** zebra has nothing yet when mgmtd has read its file. */
const hasItsRule: readonly string[] = [
  'has_rule() { switchover-vty zebra "show ip nht route-map" | grep -q own-wire; }',
  `wait_for 'the rule about BGP peers in zebra' has_rule`,
];

function start(daemon: FrrDaemon, file = fileOf(daemon)): string {
  return `${run(daemon)} -f ${file}`;
}

function run(daemon: FrrDaemon): string {
  return `switchover-frr ${daemon} -d -A 127.0.0.1`;
}
