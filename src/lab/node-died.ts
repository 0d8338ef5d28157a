import { SwitchoverError } from '../base/errors/switchover-error.ts';

/** The error for a node that ended on its own, with the last lines that it wrote. */
export function nodeDied(node: string, how: string, lastLines: readonly string[]): SwitchoverError {
  const words =
    lastLines.length > 0 ? lastLines.map((line) => `  ${line}`).join('\n') : '  (it said nothing)';
  return new SwitchoverError('lab-not-ready', `${node} ${how}. Its last words:\n${words}`, { node });
}
