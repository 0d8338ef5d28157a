import { sendMessage } from 'execa';
import type { RunMessage } from './messages.ts';

/**
 * Sends a message to the process that started this one. When that is gone, nothing can be sent, and `sendMessage` may
 * throw at once; the run must go on all the same, because it has a lab to tear down.
 */
export async function send(message: RunMessage): Promise<void> {
  try {
    await sendMessage(message);
  } catch {
    // The run is interrupted by the end of its parent.
  }
}
