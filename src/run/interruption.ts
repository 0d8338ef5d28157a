import { exitCodes } from '../base/errors/exit-codes.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';

/**
 * A signal that aborts at Ctrl-C, SIGTERM or when the terminal goes away, so that everything that runs tears down what
 * it made. Asked a second time, the process ends at once; the next run or `gc` removes what it leaves.
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
