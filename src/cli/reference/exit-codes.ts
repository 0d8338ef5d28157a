import { exitCodes } from '../../base/errors/exit-codes.ts';

/** Every exit code of the program and what it means, the smallest first; endings with the same code share an entry. */
export function exitCodeMeanings(): { readonly code: number; readonly meaning: string }[] {
  const endings = Object.values(exitCodes);
  const codes = [...new Set(endings.map(({ code }) => code))].sort((a, b) => a - b);
  return codes.map((code) => ({
    code,
    meaning: endings
      .filter((ending) => ending.code === code)
      .map((ending) => ending.meaning)
      .join('; '),
  }));
}
