import type { DirectionObservations, ObservedDirection } from './direction.ts';
import type { ReceivedPacket, SentRecords } from './probe-records.ts';

/**
 * Joins what one probe sent and another one received to the observations of one direction.
 *
 * @param pathOfFlow path of each flow before T0, by the flow's source port
 * @param epoch nanoseconds of CLOCK_MONOTONIC from which all stamps count
 */
export function observeDirection(
  {
    name,
    from,
    to,
    sender,
    receiver,
    expectedTunnels,
    tunnelPackets,
    connections,
    connectionWays,
    large,
  }: ObservedDirection,
  { sent, received }: { readonly sent: SentRecords; readonly received: readonly ReceivedPacket[] },
  pathOfFlow: ReadonlyMap<number, string>,
  epoch: bigint,
): DirectionObservations {
  const { flows: count, sourcePorts, destinationPort, rate } = sent;
  const stamps = Array.from({ length: count }, (_, flow) => {
    const length = Math.max(0, Math.ceil((sent.sent.length - flow) / count));
    return {
      sent: Float64Array.from({ length }, (_, sequence) =>
        Number((sent.sent[sequence * count + flow] ?? epoch) - epoch),
      ),
      received: new Float64Array(length).fill(Number.NaN),
      duplicates: 0,
    };
  });
  for (const { flow, sequence, receivedAt } of received) {
    const own = stamps[flow];
    if (!own || sequence >= own.received.length) continue;
    if (Number.isNaN(own.received[sequence])) own.received[sequence] = Number(receivedAt - epoch);
    else own.duplicates++;
  }
  return {
    name,
    from,
    to,
    sender,
    receiver,
    expectedTunnels,
    ...(tunnelPackets && { tunnelPackets }),
    ...(connections && { connections }),
    ...(connectionWays && { connectionWays }),
    ...(large && { large }),
    ratePerFlow: rate,
    flows: stamps.map((own, index) => {
      const sourcePort = sourcePorts[index] ?? 0;
      const tunnelBefore = pathOfFlow.get(sourcePort);
      return {
        index,
        sourcePort,
        destinationPort,
        ...(tunnelBefore !== undefined && { tunnelBefore }),
        ...own,
      };
    }),
  };
}
