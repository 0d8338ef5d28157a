/**
 * Rules for nftables.conf of a device that is a stateful firewall. It has seen nothing of a connection that began over
 * another device: an answer to a SYN is invalid there, and any other segment is new without being a first one. A UDP
 * packet may always be a first one. The device's own IKE, ESP and BGP are not forwarded.
 */
export const statefulFirewall: readonly string[] = [
  '# A stateful firewall: what began over another device does not pass.',
  'table inet firewall {',
  '  chain forward {',
  '    type filter hook forward priority filter;',
  '    ct state established,related accept',
  '    ct state invalid counter drop',
  '    ct state new tcp flags & (fin | syn | rst | ack) != syn counter drop',
  '  }',
  '}',
];
