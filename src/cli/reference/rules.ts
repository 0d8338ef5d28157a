import { rules } from '../../definition/rules/rules.ts';
import { code, plain, table } from './table.ts';

/** Every rule with its severity and source, in the order in which they are checked. */
export function rulesReference(): string {
  return table([
    ['rule', '', 'source'],
    ...rules.map(({ name, severity, source }) => [code(name), severity, plain(source)]),
  ]);
}
