/** A lab did not become, or did not stay, what it should be. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** The error for a node that ended on its own: it carries the culprit's last words. */
export function nodeDied(node: string, how: string, lastLines: readonly string[]): LabError {
  const words =
    lastLines.length > 0 ? lastLines.map((line) => `  ${line}`).join('\n') : '  (it said nothing)';
  return new LabError(`${node} ${how}. Its last words:\n${words}`);
}
