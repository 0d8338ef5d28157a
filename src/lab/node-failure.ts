import { SwitchoverError } from '../base/errors/switchover-error.ts';
import type { ProcessEnd } from '../observations/events/process-end.ts';
import { processEndText } from '../observations/events/process-end-text.ts';

/** How a node failed: it, or one of its daemons, ended unexpectedly, or does not do what it was told. */
export type NodeFailure =
  | { readonly kind: 'start-failed'; readonly end: ProcessEnd }
  | ({ readonly kind: 'daemon-ended'; readonly program: string; readonly end: ProcessEnd } & Memory)
  | ({ readonly kind: 'ended'; readonly end: ProcessEnd } & Memory)
  /** A daemon of FRR goes on without a line of its configuration. */
  | { readonly kind: 'line-refused'; readonly program: string; readonly text: string }
  /** Its container runs, but its output has ended. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'removed' };

interface Memory {
  /** The kernel killed it, because its container had used all of its memory. */
  readonly outOfMemory?: true;
}

/** @param lastLines what the node wrote that can explain its failure; undefined: nothing can, so none is quoted */
export function nodeFailed(
  node: string,
  failure: NodeFailure,
  lastLines: readonly string[] | undefined,
): SwitchoverError {
  const message = `${node} ${failureText(failure)}.`;
  if (lastLines === undefined) return new SwitchoverError('lab-not-ready', message, { node, failure });
  const words =
    lastLines.length > 0 ? lastLines.map((line) => `  ${line}`).join('\n') : '  (it said nothing)';
  return new SwitchoverError('lab-not-ready', `${message} Its last words:\n${words}`, {
    node,
    failure,
    lastLines,
  });
}

function failureText(failure: NodeFailure): string {
  switch (failure.kind) {
    case 'start-failed':
      return `could not start (${processEndText(failure.end)})`;
    case 'daemon-ended':
      return `lost its ${failure.program} (${processEndText(failure.end)}${memoryText(failure)})`;
    case 'ended':
      return `ended (${processEndText(failure.end)}${memoryText(failure)})`;
    case 'line-refused':
      return `has a ${failure.program} that refuses a line of its configuration (${failure.text})`;
    case 'silent':
      return 'closed its output, although its container runs';
    case 'removed':
      return 'was removed';
  }
}

const memoryText = ({ outOfMemory }: Memory): string => (outOfMemory ? ': out of memory' : '');
