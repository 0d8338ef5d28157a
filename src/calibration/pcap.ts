/** A captured packet. */
export interface CapturedPacket {
  /** Nanoseconds of CLOCK_REALTIME, stamped by the kernel. */
  readonly time: bigint;
  readonly sourcePort: number;
}

/** Magic number of a capture with nanoseconds and this machine's byte order (draft-ietf-opsawg-pcap, 4). */
const nanosecondMagic = 0xa1b23c4d;
const fileHeaderBytes = 24;
const recordHeaderBytes = 16;
const ethernetHeaderBytes = 14;
const ethernetLinkType = 1;

/**
 * The UDP packets over IPv4 of a capture file, as `tcpdump --time-stamp-precision=nano` writes it on an Ethernet
 * interface.
 *
 * @throws {Error} when the file is of another kind; a record that was cut off at the end is left out
 */
export function parseCapture(file: Buffer): CapturedPacket[] {
  if (file.length < fileHeaderBytes || file.readUInt32LE(0) !== nanosecondMagic) {
    throw new Error('This is not a capture with nanoseconds.');
  }
  const linkType = file.readUInt32LE(20) & 0xffff;
  if (linkType !== ethernetLinkType) throw new Error(`The capture has link type ${linkType}, not Ethernet.`);
  const packets: CapturedPacket[] = [];
  for (let at = fileHeaderBytes; at + recordHeaderBytes <= file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const ip = at + recordHeaderBytes + ethernetHeaderBytes;
    const udp = ip + 4 * ((file[ip] ?? 0) & 0xf);
    if (at + recordHeaderBytes + length > file.length) break;
    packets.push({
      time: BigInt(file.readUInt32LE(at)) * 1_000_000_000n + BigInt(file.readUInt32LE(at + 4)),
      sourcePort: file.readUInt16BE(udp),
    });
    at += recordHeaderBytes + length;
  }
  return packets;
}
