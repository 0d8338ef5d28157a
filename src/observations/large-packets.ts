import { z } from 'zod';
import { connectionSchema } from './connection.ts';

/**
 * Bytes of a large packet with its IP header: what a full segment has at the MSS of 1350 that Azure asks for (About VPN
 * devices).
 */
export const largePacketBytes = 1390;

const moment = z.number();

export const largePacketsSchema = z
  .object({
    packets: z
      .array(
        z
          .object({
            sent: z.int().nonnegative(),
            losses: z
              .array(
                z
                  .object({
                    from: moment.describe('When the first lost packet was sent.'),
                    to: moment
                      .exactOptional()
                      .describe('When the next packet that arrived was sent. Absent: none did.'),
                    packets: z.int().positive(),
                  })
                  .readonly(),
              )
              .readonly(),
          })
          .readonly(),
      )
      .readonly()
      .describe('Of each flow of large packets.'),
    bulk: z
      .array(connectionSchema)
      .readonly()
      .describe('TCP connections that send as much as a file transfer.'),
  })
  .readonly()
  .describe('Large packets (UDP, never fragmented) and bulk TCP beside the flows.');

export type LargePackets = z.infer<typeof largePacketsSchema>;

/**
 * What became of the packets of a flow.
 *
 * @param stamps of each packet: of its sending, and of its arrival or NaN
 */
export function lossesOf(stamps: {
  readonly sent: Float64Array;
  readonly received: Float64Array;
}): LargePackets['packets'][number] {
  const { sent, received } = stamps;
  const losses: { from: number; to?: number; packets: number }[] = [];
  for (const [index, at] of sent.entries()) {
    const last = losses.at(-1);
    const goesOn = last !== undefined && last.to === undefined;
    if (Number.isNaN(received[index])) {
      if (goesOn) last.packets++;
      else losses.push({ from: at, packets: 1 });
    } else if (goesOn) {
      last.to = at;
    }
  }
  return { sent: sent.length, losses };
}
