import { z } from 'zod';

/** How often a request is sent over each TCP connection. */
export const requestIntervalMs = 50;

const moment = z.number();

const stallSchema = z
  .object({
    from: moment.describe('The last answer before it.'),
    to: moment.exactOptional().describe('The next answer. Absent: there was none.'),
    retransmissionTimeoutMs: z
      .number()
      .describe("TCP's timeout until the first retransmission of a request, when the stall began."),
    answerTimeoutMs: z
      .number()
      .exactOptional()
      .describe(
        "The same of an answer, as the other end's TCP had it. Absent: observed by a version that did not ask.",
      ),
  })
  .readonly();

export type StallObservation = z.infer<typeof stallSchema>;

/** What happened to a TCP connection between two hosts, with its times as in the observations. */
export const connectionSchema = z
  .object({
    state: z.enum(['open', 'closed', 'reset', 'timed-out', 'failed']),
    endedAt: moment.exactOptional().describe('Absent: it is open.'),
    retransmits: z.int().nonnegative().describe('Segments that TCP sent again.'),
    stalls: z.array(stallSchema).readonly().describe('Times of 200 ms or more without an answer.'),
  })
  .readonly();

export type ConnectionObservation = z.infer<typeof connectionSchema>;
