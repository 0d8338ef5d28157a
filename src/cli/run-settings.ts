import { Command, type OptionValues } from '@commander-js/extra-typings';
import type { RunSettings } from '../run/request.ts';
import { options } from './options.ts';

/** Adds the options that say how runs are done, whichever lab and fault they are about. */
export const withRunOptions = <Args extends unknown[], Own extends OptionValues, Global extends OptionValues>(
  command: Command<Args, Own, Global>,
) =>
  command
    .addOption(options.dpd())
    .addOption(options.bgp())
    .addOption(options.bfd())
    .addOption(options.dataplane())
    .addOption(options.flows())
    .addOption(options.tcp())
    .addOption(options.tcpTimeout())
    .addOption(options.timeout())
    .addOption(options.calibrations())
    .addOption(options.runs());

const onlyRunOptions = withRunOptions(new Command());
type RunOptions = ReturnType<(typeof onlyRunOptions)['opts']>;

/** These options as the settings of a run. */
export const runSettings = (
  chosen: RunOptions,
): Pick<RunSettings, 'timers' | 'dataplane' | 'tcp' | 'bringUpSeconds' | 'folders'> => ({
  timers: { dpdTimeoutSeconds: chosen.dpd, bgp: chosen.bgp, siteBfd: chosen.bfd },
  dataplane: chosen.dataplane,
  tcp: { connections: chosen.tcp, timeoutSeconds: chosen.tcpTimeout ?? 0 },
  bringUpSeconds: chosen.timeout,
  folders: { runs: chosen.runs, calibrations: chosen.calibrations },
});
