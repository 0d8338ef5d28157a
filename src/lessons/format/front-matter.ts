import type { Problem } from '../../definition/problems/problem.ts';

/** A lesson's file is smaller than this (bytes). */
export const largestLesson = 256 * 1024;

/** The two parts of a file. */
export interface FrontMatter {
  /** YAML, with as many empty lines before it as it has in the file, so that places are right. */
  readonly yaml: string;
  readonly body: string;
  /** The line of the file in which the body begins, from 1. */
  readonly bodyLine: number;
}

const fence = /^---[ \t]*$/;

/**
 * Divides a file into its front matter, which stands between two lines of three hyphens, and its body.
 *
 * @param file its name in messages
 */
export function divided(text: string, file: string): FrontMatter | Problem {
  const problem = (rule: string, message: string, advice: string): Problem => ({
    file,
    line: 1,
    column: 1,
    severity: 'error',
    rule,
    message,
    advice,
  });
  if (Buffer.byteLength(text) > largestLesson) {
    return problem(
      'file-too-large',
      `The file has more than ${largestLesson} bytes.`,
      'Put pictures into files of their own.',
    );
  }
  const lines = text.replace(/^\u{feff}/u, '').split(/\r?\n/);
  const advice = 'Begin the file with a line of three hyphens, and end the front matter with another one.';
  if (!fence.test(lines[0] ?? '')) {
    return problem('no-front-matter', 'The file does not begin with front matter.', advice);
  }
  const end = lines.findIndex((line, index) => index > 0 && fence.test(line));
  if (end === -1) return problem('no-front-matter', 'The front matter does not end.', advice);
  return {
    yaml: ['', ...lines.slice(1, end)].join('\n'),
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  };
}

export const isProblem = (value: FrontMatter | Problem): value is Problem => 'severity' in value;
