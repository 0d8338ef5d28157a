import { Option } from '@commander-js/extra-typings';

/** Begins the name of every environment variable that the program reads for itself. */
export const variablePrefix = 'SWITCHOVER_';

/** Every option has an environment variable by one rule: `--dry-run` is `SWITCHOVER_DRY_RUN`. */
export function option<const Flags extends string>(flags: Flags, description: string): Option<Flags> {
  const name = /--([a-z-]+)/.exec(flags)?.[1] ?? '';
  return new Option(flags, description).env(`${variablePrefix}${name.toUpperCase().replaceAll('-', '_')}`);
}

/** A switch. Its environment variable says yes or no. */
export const flag = <const Flags extends string>(
  flags: Flags,
  description: string,
): Option<Flags, undefined, false> => option(flags, description).default<false>(false);
