import { getCancelSignal, getOneMessage, sendMessage } from 'execa';
import { errorText, errorValue } from '../../base/errors/error-value.ts';
import { exitCodes } from '../../base/errors/exit-codes.ts';
import { interruption } from '../../run/interruption.ts';
import { runLab } from '../../run/run-lab.ts';
import { type RunMessage, requestMessageSchema } from './messages.ts';

/**
 * A process of its own for one run, started by {@link runInProcess}: a request goes in, steps and the end come out.
 * It is interrupted when the one that started it asks for it, or is gone.
 */

// The parent may be gone; then the run is interrupted already, and only has to tear its lab down.
const send = (message: RunMessage) => sendMessage(message).catch(() => {});

const { signal, interrupt } = interruption();
// Both at once: between the two a message would be lost.
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
  // Only the stack says where a defect is.
  if (value.kind === 'bug') process.stderr.write(`${errorText(error)}\n`);
  await send({ kind: 'failed', error: value });
  process.exitCode = value.exitCode;
}
// What is still open is a way to an engine that no longer answers.
process.exit();
