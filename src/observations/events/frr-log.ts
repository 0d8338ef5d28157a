interface LogLine {
  readonly program: string;
  readonly text: string;
}

interface SessionChange<Kind extends string> {
  readonly kind: Kind;
  readonly neighbor: string;
  readonly up: boolean;
  readonly reason?: string;
}

/**
 * `bgp log-neighbor-changes` of bgpd:
 * `... %ADJCHANGE: neighbor 10.12.255.4(vnet1gw-0) in vrf default Down BGP Notification send`.
 */
export function bgpChange({ program, text }: LogLine): SessionChange<'bgp'> | undefined {
  if (program !== 'bgpd') return undefined;
  const match = /%ADJCHANGE: neighbor (?<neighbor>[0-9.]+)\S* .*?\b(?<state>Up|Down)\b\s*(?<reason>.*)/.exec(
    text,
  );
  return match?.groups && change('bgp', match.groups, match.groups.state === 'Up');
}

/** State changes of bfdd: `... state-change: [mhop:no peer:10.12.255.4 ...] up -> down reason:control-expired`. */
export function bfdChange({ program, text }: LogLine): SessionChange<'bfd'> | undefined {
  if (program !== 'bfdd') return undefined;
  const match =
    /state-change: \[.*?peer:(?<neighbor>[0-9.]+).*?\] \S+ -> (?<state>up|down)(?: reason:(?<reason>\S+))?/.exec(
      text,
    );
  return match?.groups && change('bfd', match.groups, match.groups.state === 'up');
}

/**
 * Whether a daemon of FRR refuses a line of its configuration, which it then goes on without:
 * `[SHWNK-NWT5S][EC 100663304] No such command on config line 8: nonsense`.
 */
export const refusesLine = ({ text }: LogLine): boolean =>
  /\[EC \d+\] .* on config line \d+: /.test(text) || text.includes('failed to read configuration file: ');

function change<Kind extends string>(
  kind: Kind,
  groups: Readonly<Record<string, string | undefined>>,
  up: boolean,
): SessionChange<Kind> {
  const { neighbor = '', reason } = groups;
  return { kind, neighbor, up, ...(reason && { reason }) };
}
