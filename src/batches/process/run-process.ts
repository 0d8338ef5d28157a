import { getCancelSignal, getOneMessage } from 'execa';
import { errorText, errorValue } from '../../base/errors/error-value.ts';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { interruption } from '../../run/interruption.ts';
import { runLab } from '../../run/run-lab.ts';
import { type RunMessage, requestMessageSchema } from './messages.ts';
import { send } from './send.ts';

/**
 * The process of one run, started by `runInProcess`: a request goes in, steps and the end come out. The run is
 * interrupted when the parent asks for it, and when the parent is gone.
 */

// The pipe to a parent that is gone must not end the run.
process.stderr.on('error', () => {});
const { signal, interrupt } = interruption();
// Both at once: a message that arrives between the two would be lost.
const [canceled, message] = await Promise.all([getCancelSignal(), getOneMessage()]);
canceled.addEventListener('abort', interrupt);
if (canceled.aborted) interrupt();

try {
  const request = requestMessageSchema.parse(message);
  const onStep = (step: Extract<RunMessage, { kind: 'step' }>['step']) => void send({ kind: 'step', step });
  await send({ kind: 'finished', outcome: await runLab(request, { onStep, signal }) });
  process.exitCode = exitCodes.passed.code;
} catch (error) {
  const value = errorValue(error);
  // For a defect of the program, the stack is needed.
  if (value.kind === 'bug') process.stderr.write(`${errorText(error)}\n`);
  await send({ kind: 'failed', error: value });
  process.exitCode = value.exitCode;
}
// A connection to an engine that does not answer may still be open.
process.exit();
