import { Interruption } from './failure.ts';

/**
 * A signal that aborts at Ctrl-C or SIGTERM, so that whatever runs tears down what it made. Asked a second time,
 * the process ends at once; what it leaves is removed by the next run or `switchover gc`.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interruption('Interrupted.'));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return controller.signal;
}
