import { wrapWords } from '../../base/wrap-words.ts';
import type { Problem, Severity } from './problem.ts';

/**
 * The problems as a person reads them in a terminal, with a last line that counts them. The source line is not
 * quoted: it may hold a shared key, and the text ends up in the logs of a CI job.
 *
 *     labs/office/lab.yaml:12:24  error  duplicate-gateway-ip-address
 *         Local network gateways "Site5-1" and "Site5-2" both have the gateway IP address 131.107.72.22.
 *         Give each ...
 *
 *     1 error
 */
export function formatProblems(problems: readonly Problem[]): string {
  return [...problems.map(formatProblem), summaryOf(problems)].join('\n\n');
}

function formatProblem(problem: Problem): string {
  const { file, line, column, label, severity, rule, message, advice } = problem;
  const place = `${file}:${line}:${column}${label === undefined ? '' : ` (${label})`}`;
  return [`${place}  ${severity}  ${rule}`, ...wrap(message), ...wrap(advice)].join('\n');
}

const indent = '    ';
const lineWidth = 100;

const wrap = (text: string) => wrapWords(text, lineWidth - indent.length).map((line) => `${indent}${line}`);

function summaryOf(problems: readonly Problem[]): string {
  const counts = [count(problems, 'error'), count(problems, 'warning')];
  return counts.filter((text) => text !== '').join(', ') || 'No problems';
}

function count(problems: readonly Problem[], severity: Severity): string {
  const number = problems.filter((problem) => problem.severity === severity).length;
  return number === 0 ? '' : `${number} ${severity}${number === 1 ? '' : 's'}`;
}
