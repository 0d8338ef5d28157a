/** The programs of a device that take configuration of its own. */
export const ownPrograms = ['frr', 'swanctl'] as const;
export type OwnProgram = (typeof ownPrograms)[number];

/** What a device has of its own for one of its programs. */
export interface OwnLines {
  readonly content: string;
  /** The file that it is from, as the lab file has it: it stands in place of ours. Absent: lines beside ours. */
  readonly file?: string;
}

/**
 * Why a device cannot have these lines; undefined if it can. Whether they are right, the program itself says before the
 * lab starts.
 */
export function objectionToOwn(program: OwnProgram, { content, file }: OwnLines): string | undefined {
  if (program === 'frr') return undefined;
  const settings = withoutComments(content);
  if (/\bupdown\s*=(?!\s*"?\/etc\/ipsec\/updown\s)/.test(settings))
    return 'have an updown script, and ours gives a tunnel its interface, its address and its routes';
  const included = [...settings.matchAll(/^\s*include\s+(\S+)/gm)].map(([, what]) => what);
  const allowed = file === undefined ? [] : ['secrets.conf'];
  const other = included.find((what) => what === undefined || !allowed.includes(what));
  return other === undefined ? undefined : `include ${other}, which no node has`;
}

/** In swanctl.conf a comment begins with # and ends with its line; within quotes it is none. */
const withoutComments = (content: string): string =>
  content.replace(/("(?:[^"\\]|\\.)*")|#.*/g, (_, quoted: string | undefined) => quoted ?? '');
