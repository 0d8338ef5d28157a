/**
 * The probability that flows, each of which takes one of equal paths by chance, use every path: by inclusion and
 * exclusion, the sum over j of (-1)^j C(k, j) (1 - j/k)^n. For paths through several tunnels in a row it is too low,
 * since each of them has only its own tunnels to choose from.
 *
 * @param flows n, 0 or more
 * @param paths k, 0 or more
 */
export function probabilityAllUsed(flows: number, paths: number): number {
  let sum = 0;
  let choose = 1;
  for (let j = 0; j <= paths; j += 1) {
    sum += (j % 2 === 0 ? 1 : -1) * choose * (paths === 0 ? 1 : (1 - j / paths) ** flows);
    choose = (choose * (paths - j)) / (j + 1);
  }
  return Math.min(1, Math.max(0, sum));
}
