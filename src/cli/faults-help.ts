import { faults } from '../faults/by-name.ts';
import { textTable } from '../report/terminal/text-table.ts';

/** For `--help`: every fault, its usual target, and the parameters that it takes. */
export function faultsHelp(): string {
  const lines = faults.flatMap(({ name, summary, usualTarget, parameters }) => {
    const names = Object.keys(parameters);
    return [
      [`  ${name}`, `${summary}; default: ${usualTarget}`],
      ...(names.length > 0 ? [['', `--with ${names.join(', ')}`]] : []),
    ];
  });
  return `Faults:\n${textTable(lines)}`;
}
