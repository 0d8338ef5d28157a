/** A file of the probe, byte by byte as images/node/README.md describes it. */

export interface Header {
  readonly flows?: number;
  readonly rate?: number;
  /** Of flow 0; the others have the ports after it. */
  readonly sourcePort?: number;
  /** In place of consecutive ones. */
  readonly sourcePorts?: readonly number[];
  readonly start?: bigint;
  /** Replaces the output of a probe. */
  readonly magic?: string;
  readonly version?: number;
  readonly records?: number;
}

export function sentFile(stamps: readonly bigint[], header: Header = {}): Buffer {
  const records = stamps.map((stamp) => {
    const record = Buffer.alloc(8);
    record.writeBigInt64LE(stamp);
    return record;
  });
  return Buffer.concat([headerOf(1, records.length, header), ...records]);
}

export interface Arrival {
  readonly flow: number;
  readonly sequence: number;
  readonly sentAt: bigint;
  readonly receivedAt: bigint;
}

export function receivedFile(arrivals: readonly Arrival[], header: Header = {}): Buffer {
  const records = arrivals.map(({ flow, sequence, sentAt, receivedAt }) => {
    const record = Buffer.alloc(24);
    record.writeUInt32LE(flow, 0);
    record.writeUInt32LE(sequence, 4);
    record.writeBigInt64LE(sentAt, 8);
    record.writeBigInt64LE(receivedAt, 16);
    return record;
  });
  return Buffer.concat([headerOf(2, records.length, header), ...records]);
}

function headerOf(kind: 1 | 2, count: number, header: Header): Buffer {
  const { flows = 2, rate = 100, sourcePort = 40_000, start = 1_000n } = header;
  const { sourcePorts = Array.from({ length: flows }, (_, flow) => sourcePort + flow) } = header;
  const { magic = 'SWPROBE1', version = 2, records = count } = header;
  const bytes = Buffer.alloc(48 + 2 * sourcePorts.length);
  bytes.write(magic, 'latin1');
  bytes.writeUInt32LE(version, 8);
  bytes.writeUInt32LE(kind, 12);
  bytes.writeUInt32LE(flows, 16);
  bytes.writeUInt32LE(rate, 20);
  bytes.writeUInt32LE(7000, 24);
  bytes.writeUInt32LE(7000, 28);
  bytes.writeBigInt64LE(start, 32);
  bytes.writeBigUInt64LE(BigInt(records), 40);
  for (const [flow, port] of sourcePorts.entries()) bytes.writeUInt16LE(port, 48 + 2 * flow);
  return bytes;
}
