import { getCancelSignal, getOneMessage } from 'execa';
import { errorText, errorValue } from '../../base/errors/error-value.ts';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { interruption } from '../../run/interruption.ts';
import { SharedLab } from '../../run/shared-lab.ts';
import type { RunStep } from '../../run/steps.ts';
import { requestMessageSchema } from './messages.ts';
import { send } from './send.ts';

/**
 * The process of a lab, started by `LabProcess`: requests go in, the steps and the end of each run come out. It ends after
 * a run that leaves no lab. It is interrupted when the parent asks for it, and when the parent is gone.
 */

// The pipe to a parent that is gone must not end the run.
process.stderr.on('error', () => {});
const { signal, interrupt } = interruption();
const interrupted = new Promise<undefined>((resolve) => {
  signal.addEventListener('abort', () => resolve(undefined));
});
// A parent that is gone sends nothing.
const nextMessage = () => getOneMessage().catch(() => undefined);
// Both at once: a message that arrives between the two would be lost.
const [canceled, firstMessage] = await Promise.all([getCancelSignal(), nextMessage()]);
canceled.addEventListener('abort', interrupt);
if (canceled.aborted) interrupt();

const watch = { signal, onStep: (step: RunStep) => void send({ kind: 'step', step }) };
const lab = new SharedLab();
try {
  for (let message = firstMessage; message !== undefined; ) {
    const asked = requestMessageSchema.parse(message);
    if (asked.kind === 'no-more') break;
    const outcome = await lab.run(asked.request, { ...watch, more: asked.more });
    const { isUp } = lab;
    // Before the parent can answer.
    const following = nextMessage();
    await send({ kind: 'finished', outcome, labIsUp: isUp });
    message = isUp ? await Promise.race([following, interrupted]) : undefined;
  }
  await lab.end(watch);
  process.exitCode = exitCodes.passed.code;
} catch (error) {
  // Where the run has not reached its lab, that is still up.
  await lab
    .end(watch)
    .catch((second: unknown) => watch.onStep({ step: 'ending-failed', message: errorText(second) }));
  const value = errorValue(error);
  // For a defect of the program, the stack is needed.
  if (value.kind === 'bug') process.stderr.write(`${errorText(error)}\n`);
  await send({ kind: 'failed', error: value });
  process.exitCode = value.exitCode;
}
// A connection to an engine that does not answer may still be open.
process.exit();
