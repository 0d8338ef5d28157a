/** A fault as texts name it: "instance-crash of vnet1gw-1", "link-degrade (lossPercent=5)". */
export function faultText({
  fault,
  target,
  parameters,
}: {
  readonly fault: string;
  /** Null or absent: the usual target of the fault. */
  readonly target?: string | null;
  /** As a person writes them. Null or absent: none are given. */
  readonly parameters?: string | null;
}): string {
  const how = parameters ? ` (${parameters})` : '';
  return target == null ? `${fault}${how}` : `${fault} of ${target}${how}`;
}
