import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execaSync } from 'execa';

export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

export interface Page {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

/** Every page of documentation, wherever it is in the project. */
export function pages(): Page[] {
  const { stdout } = execaSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
    cwd: projectFolder,
    lines: true,
  });
  return stdout.map((path) => ({ path, text: readFileSync(join(projectFolder, path), 'utf8') }));
}

/** The lines of all blocks of code in that language. */
export const codeLines = ({ text }: Page, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].flatMap(([, code = '']) =>
    code.split('\n'),
  );
