import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';

const project = fileURLToPath(new URL('../../', import.meta.url));

const packedSchema = z.tuple([
  z.object({
    filename: z.string(),
    size: z.number(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);

/** The package, packed and installed into an empty folder. */
export interface InstalledPackage {
  /** Where the user stands. */
  readonly userFolder: string;
  /** The package in its node_modules. */
  readonly folder: string;
  /** Paths of its files. */
  readonly files: readonly string[];
  /** Of the packed file, in bytes. */
  readonly size: number;
}

/**
 * Packs this project, and installs it as a user does, with the packages that npm's cache has.
 *
 * @param parent gets the packed file, and the user's folder
 */
export async function installPackage(parent: string): Promise<InstalledPackage> {
  const packed = await inFolder(project, 'npm', ['pack', '--json', '--pack-destination', parent]);
  const [{ filename, size, files }] = packedSchema.parse(JSON.parse(packed));
  const userFolder = join(parent, 'user');
  await mkdir(userFolder);
  const options = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  await inFolder(userFolder, 'npm', ['install', ...options, join(parent, filename)]);
  const paths = files.map(({ path }) => path);
  return { userFolder, folder: join(userFolder, 'node_modules/switchover'), files: paths, size };
}

/** Runs a program as a shell that npm did not start, and without an engine. */
export async function inFolder(cwd: string, program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execa(program, args, { cwd, env, extendEnv: false });
  return stdout;
}

/** The same for a program that fails: what it says on stderr. */
export async function failureIn(cwd: string, program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await execa(program, args, {
    cwd,
    env,
    extendEnv: false,
    reject: false,
  });
  if (exitCode === 0) throw new Error(`${program} ${args.join(' ')} did not fail: ${stdout}`);
  return stderr || stdout;
}

const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$|SWITCHOVER_|FORCE_COLOR$)/.test(name)),
  ),
  NO_COLOR: '1',
  DOCKER_HOST: 'unix:///missing.sock',
};

/** Every file of a folder with the time of its last change. */
export async function filesWithTimes(folder: string): Promise<readonly (readonly [string, number])[]> {
  const entries = await readdir(folder, { recursive: true });
  return Promise.all(entries.sort().map(async (path) => [path, (await stat(join(folder, path))).mtimeMs]));
}
