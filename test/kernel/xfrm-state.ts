/** A security association of the kernel: one direction of a tunnel. */
export interface SecurityAssociation {
  /** Id of its XFRM interface. */
  readonly interfaceId: number;
  readonly mode: string;
  /** Payload bytes that it has carried. */
  readonly bytes: number;
}

/** Reads what `ip -statistics xfrm state` prints. */
export function securityAssociations(text: string): SecurityAssociation[] {
  return text
    .split(/^(?=src )/m)
    .filter((part) => part.trim() !== '')
    .map((part) => ({
      interfaceId: Number(valueIn(part, /if_id (\S+)/)),
      mode: valueIn(part, /mode (\w+)/),
      bytes: Number(valueIn(part, /lifetime current:\s+(\d+)\(bytes\)/)),
    }));
}

function valueIn(text: string, pattern: RegExp): string {
  const value = pattern.exec(text)?.[1];
  if (value === undefined) throw new Error(`There is no ${pattern.source} in:\n${text}`);
  return value;
}
