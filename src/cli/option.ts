import { Option } from '@commander-js/extra-typings';

/** Every option has an environment variable by one rule: `--dry-run` is `SWITCHOVER_DRY_RUN`. */
export function option<const Flags extends string>(flags: Flags, description: string): Option<Flags> {
  const name = /--([a-z-]+)/.exec(flags)?.[1] ?? '';
  return new Option(flags, description).env(`SWITCHOVER_${name.toUpperCase().replaceAll('-', '_')}`);
}

/** A switch; its environment variable may also say no. */
export function flag<const Flags extends string>(
  flags: Flags,
  description: string,
): Option<Flags, undefined, false> {
  const own = option(flags, description).default<false>(false);
  const set = own.envVar === undefined ? undefined : process.env[own.envVar]?.toLowerCase();
  // To commander any value of the variable means yes.
  return set !== undefined && ['', '0', 'no', 'false'].includes(set)
    ? new Option(flags, description).default<false>(false)
    : own;
}
