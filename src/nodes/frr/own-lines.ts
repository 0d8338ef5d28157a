import type { OwnLines } from '../../definition/own-lines.ts';
import type { FrrConf } from './frr.ts';

/** A configuration with what a device has of its own for bgpd: a whole file, or lines after ours. */
export function withOwnLines(conf: FrrConf, own: OwnLines | undefined): FrrConf {
  if (own === undefined) return conf;
  const content =
    own.file === undefined ? `${conf.get('bgpd') ?? ''}${ownHeading}\n${own.content}` : own.content;
  return new Map([...conf, ['bgpd', content.endsWith('\n') ? content : `${content}\n`]]);
}

/** Before the lines of a device's own. */
export const ownHeading = "! The device's own lines.";
