/**
 * `npm run build:runner`: builds the runner image, and the node image that its labs need, on the engine that a run would
 * use. images/runner/README.md says what for.
 */
import { errorText, errorValue } from '../base/errors/error-value.ts';
import { print, tell } from '../cli/print.ts';
import { interruption } from '../run/interruption.ts';
import { prepareEnvironment } from '../setup/prepare.ts';
import { buildRunnerImage } from './runner-image.ts';

const { signal } = interruption();
const progress = (line: string, kind?: 'step' | 'detail') => {
  if (kind !== 'detail') tell(line);
};
try {
  const { engine, nodeImage } = await prepareEnvironment({ progress, signal });
  print(`${await buildRunnerImage(engine, { progress, signal })}\n${nodeImage}`);
} catch (error) {
  tell(errorText(error));
  process.exitCode = errorValue(error).exitCode;
}
