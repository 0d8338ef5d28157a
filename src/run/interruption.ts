import { exitCodes } from '../base/errors/exit-codes.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';

/**
 * A signal that aborts at Ctrl-C, at SIGTERM and when the terminal closes, so that a run tears its lab down. A second
 * signal ends the process at once; the next run, or `gc`, removes what it leaves.
 */
export function interruption(): { readonly signal: AbortSignal; readonly interrupt: () => void } {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new SwitchoverError('interrupted', 'Interrupted.'));
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted.code);
    interrupt();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return { signal: controller.signal, interrupt };
}
