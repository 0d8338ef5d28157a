import { exitCodes } from '../../base/errors/exit-codes.ts';
import { plain, table } from './table.ts';

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

export const exitCodesReference = (): string =>
  table([
    ['code', 'meaning'],
    ...exitCodeMeanings().map(({ code, meaning }) => [String(code), plain(meaning)]),
  ]);
