/** What one probe wrote when it stopped (format: images/node/README.md). */
export interface ProbeRecords extends SentRecords {
  readonly received: readonly ReceivedPacket[];
}

/** The packets that a probe sent. */
export interface SentRecords {
  readonly flows: number;
  /** Packets a second of each flow. */
  readonly rate: number;
  /** Source port of each flow. */
  readonly sourcePorts: readonly number[];
  readonly destinationPort: number;
  /** When its packet 0 was due, in nanoseconds of CLOCK_MONOTONIC. */
  readonly start: bigint;
  /** Stamp just before each packet was sent; packet k is number `k div flows` of flow `k mod flows`. */
  readonly sent: BigInt64Array;
}

export interface ReceivedPacket {
  readonly flow: number;
  readonly sequence: number;
  readonly receivedAt: bigint;
}

/** The two files of a probe have the same header and records of different kinds. */
const headerBytes = 48;
const portBytes = 2;
const sentForm = { name: 'sent.bin', kind: 1, recordBytes: 8 } as const;
const receivedForm = { name: 'received.bin', kind: 2, recordBytes: 24 } as const;
const magic = 'SWPROBE1';

/**
 * @param sent content of sent.bin
 * @param received content of received.bin
 * @throws {Error} when either is not what a probe writes
 */
export function parseProbeRecords(sent: Buffer, received: Buffer): ProbeRecords {
  return { ...parseSent(sent), received: parseReceived(received) };
}

/** @throws {Error} when it is not what a probe writes to sent.bin */
export function parseSent(file: Buffer): SentRecords {
  const { count, recordsAt, ...header } = parseHeader(file, sentForm);
  return {
    ...header,
    sent: BigInt64Array.from({ length: count }, (_, k) =>
      file.readBigInt64LE(recordsAt + sentForm.recordBytes * k),
    ),
  };
}

/** @throws {Error} when it is not what a probe writes to received.bin */
export function parseReceived(file: Buffer): readonly ReceivedPacket[] {
  const { count, recordsAt } = parseHeader(file, receivedForm);
  return Array.from({ length: count }, (_, index) => {
    const at = recordsAt + receivedForm.recordBytes * index;
    return {
      flow: file.readUInt32LE(at),
      sequence: file.readUInt32LE(at + 4),
      receivedAt: file.readBigInt64LE(at + 16),
    };
  });
}

function parseHeader(file: Buffer, { name, kind, recordBytes }: typeof sentForm | typeof receivedForm) {
  if (file.length < headerBytes || file.toString('latin1', 0, 8) !== magic || file.readUInt32LE(8) !== 2) {
    throw new Error(`${name} is not a file of the probe, version 2.`);
  }
  if (file.readUInt32LE(12) !== kind) throw new Error(`${name} has records of another kind.`);
  const flows = file.readUInt32LE(16);
  const count = Number(file.readBigUInt64LE(40));
  const recordsAt = headerBytes + flows * portBytes;
  if (file.length !== recordsAt + count * recordBytes) {
    throw new Error(`${name} should have ${count} records, but is ${file.length} bytes long.`);
  }
  return {
    flows,
    rate: file.readUInt32LE(20),
    sourcePorts: Array.from({ length: flows }, (_, flow) =>
      file.readUInt16LE(headerBytes + portBytes * flow),
    ),
    destinationPort: file.readUInt32LE(24),
    start: file.readBigInt64LE(32),
    recordsAt,
    count,
  };
}
