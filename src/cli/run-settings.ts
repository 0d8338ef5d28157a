import { Command, type OptionValues } from '@commander-js/extra-typings';
import type { Settings } from '../definition/settings.ts';
import { type ChosenProfile, readProfile } from '../run/profile-file.ts';
import type { RunSettings } from '../run/request.ts';
import { options } from './options.ts';

/** Adds the options that say how runs are done, whichever lab and fault they are about. */
export const withRunOptions = <Args extends unknown[], Own extends OptionValues, Global extends OptionValues>(
  command: Command<Args, Own, Global>,
) =>
  command
    .addOption(options.set())
    .addOption(options.dpd())
    .addOption(options.bgp())
    .addOption(options.bfd())
    .addOption(options.dataplane())
    .addOption(options.flows())
    .addOption(options.tcp())
    .addOption(options.tcpTimeout())
    .addOption(options.bringUp())
    .addOption(options.calibrations())
    .addOption(options.runs());

const onlyRunOptions = withRunOptions(new Command());
type RunOptions = ReturnType<(typeof onlyRunOptions)['opts']>;

/**
 * These options as the settings of a run.
 *
 * @param profile the name of a profile, or the path of a file
 * @throws SwitchoverError (wrong-input) when the file cannot be used
 */
export async function runSettings(
  chosen: RunOptions & { readonly profile: string },
): Promise<Pick<RunSettings, 'profile' | 'timers' | 'dataplane' | 'tcp' | 'bringUpSeconds' | 'folders'>> {
  const { profile, settings } = await chosenProfile(chosen);
  return {
    profile,
    timers: {
      dpdTimeoutSeconds: chosen.dpd,
      bgp: chosen.bgp,
      siteBfd: chosen.bfd,
      ...(Object.keys(settings).length > 0 && { settings }),
    },
    dataplane: chosen.dataplane,
    tcp: { connections: chosen.tcp, timeoutSeconds: chosen.tcpTimeout ?? 0 },
    bringUpSeconds: chosen.timeout,
    folders: { runs: chosen.runs, calibrations: chosen.calibrations },
  };
}

/** The profile and what replaces its values: first those of the file, then those of `--set`. */
export async function chosenProfile({
  profile,
  set = {},
}: {
  readonly profile: string;
  readonly set?: Settings | undefined;
}): Promise<ChosenProfile> {
  const chosen = await readProfile(profile);
  return { ...chosen, settings: { ...chosen.settings, ...set } };
}
