/**
 * The surroundings cannot run a lab: no engine, no rights, no way to build the images. The message is one
 * paragraph that says what to do; the tool shows it without a stack and ends with exit code 5.
 */
export class EnvironmentError extends Error {
  override readonly name: string = 'EnvironmentError';
}
