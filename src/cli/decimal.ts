/** A number in decimal digits, as people write it: not `0x20`, `1e2` or `+3`. Undefined for every other text. */
export function decimal(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}
