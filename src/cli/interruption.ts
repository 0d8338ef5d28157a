import { exitCodes } from '../base/errors/exit-codes.ts';
import { SwitchoverError } from '../base/errors/switchover-error.ts';

/**
 * A signal that aborts at Ctrl-C, SIGTERM or when the terminal goes away, so that whatever runs tears down what it made. Asked a second time,
 * the process ends at once; what it leaves is removed by the next run or by `gc`.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted.code);
    controller.abort(new SwitchoverError('interrupted', 'Interrupted.'));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return controller.signal;
}
