import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder } from '../../base/project-folder.ts';

/** How `npm run` started the program. */
export interface NpmStart {
  /** The script that was asked for. */
  readonly script: NpmScript;
  /** The folder in which the user stood. npm starts a script in the folder of its package. */
  readonly stoodIn: string;
}

/** The scripts of package.json that are commands of the program, with the words that they put before the user's. */
const scriptWords = { lab: ['run'], labs: ['labs'], workshop: ['workshop'], switchover: [] } as const;

type NpmScript = keyof typeof scriptWords;

/**
 * How npm started this program; undefined if npm did not, or if npm started something else, such as a test, that started
 * the program in turn.
 *
 * @param folder the one whose manifest has the scripts: another package may have scripts of the same names
 */
export function npmStart(environment: Readonly<NodeJS.ProcessEnv>, folder: string): NpmStart | undefined {
  const { npm_lifecycle_event: event, npm_package_json: file, INIT_CWD: stoodIn } = environment;
  if (!isScript(event) || !file || !stoodIn || !isIn(folder, file)) return undefined;
  return { script: event, stoodIn };
}

/** How npm started this process. */
export const thisNpmStart = (): NpmStart | undefined => npmStart(process.env, fileURLToPath(projectFolder));

/** npm names the folder by the path to it, also through a symbolic link; the program knows only where that leads. */
function isIn(folder: string, file: string): boolean {
  const own = dirname(file);
  if (own === folder) return true;
  try {
    return realpathSync(own) === realpathSync(folder);
  } catch {
    return false;
  }
}

const isScript = (name = ''): name is NpmScript => Object.hasOwn(scriptWords, name);

/** The words that the user typed after `npm run SCRIPT`, among all words that the program got. */
export const typedWords = ({ script }: NpmStart, words: readonly string[]): readonly string[] =>
  words.slice(scriptWords[script].length);
