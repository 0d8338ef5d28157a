const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes as people read it, in powers of 1000 as Docker writes them: "105 MB", "1.2 GB". */
export function readableBytes(bytes: number): string {
  let [value, power] = [bytes, 0];
  // 999.6 would be written as 1000.
  while (value >= 999.5 && power < units.length - 1) [value, power] = [value / 1000, power + 1];
  const digits = power > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[power]}`;
}
