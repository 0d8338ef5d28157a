import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { resultOf } from '../../src/analysis/result-of.ts';
import { pageAssets } from '../../src/report/html/assets.ts';
import { pageNames } from '../../src/report/html/pages.ts';
import { RunFolder } from '../../src/run/folder/run-folder.ts';
import { nodeImageSources } from '../../src/setup/images/node-image-sources.ts';
import { context } from '../analysis/synthetic.ts';
import { codeLines, projectFolder } from '../docs/pages.ts';
import { circumstances } from '../report/run-result.ts';
import { sampleTrial } from '../run/folder/sample-trial.ts';
import { newTemporaryFolder, temporaryFolder } from '../temporary-folder.ts';
import {
  failureIn,
  filesWithTimes,
  type InstalledPackage,
  inFolder,
  installPackage,
} from './installed-package.ts';

const parent = await newTemporaryFolder();
let installed: InstalledPackage;

test.before('pack, and install into an empty folder', async () => {
  installed = await installPackage(parent);
});
test.after.always(() => rm(parent, { recursive: true, force: true }));

/** What npx starts, which itself takes longer than a command. */
const switchover = (...args: string[]) =>
  inFolder(installed.userFolder, 'node_modules/.bin/switchover', args);
const manifest = async () => JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));

test.serial('the package has the program and what it reads, and no sources', (t) => {
  const { files, size } = installed;
  const tops = new Set(files.map((path) => path.split('/')[0]));
  t.deepEqual([...tops].sort(), [
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'images',
    'labs',
    'package.json',
    'schemas',
  ]);
  t.deepEqual(
    files.filter((path) => path.startsWith('dist/') && !path.startsWith('dist/package/')),
    [],
  );
  t.deepEqual(
    files.filter((path) => /\.(ts|map)$/.test(path)),
    // The tag of the base image is a hash of its sources.
    ['dist/package/index.d.ts', 'images/base/bootstrap.ts'],
  );
  t.true(size < 2_000_000, `${size} bytes`);
});

test.serial('everything that the program imports is installed with it', async (t) => {
  const { dependencies } = await manifest();
  const program = join(installed.folder, 'dist/package');
  const names = (await readdir(program)).filter((name) => name.endsWith('.js'));
  // They compile the pages of a checkout, and the package has them compiled.
  const used = names.filter((name) => !/^compiled-(page|client)-/.test(name));
  t.is(used.length, names.length - 2);
  const texts = await Promise.all(used.map((name) => readFile(join(program, name), 'utf8')));
  const imported = texts.flatMap((text) =>
    [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)"|\bimport\("([^"]+)"\)/gm)].map(
      ([, from, dynamic]) => from ?? dynamic ?? '',
    ),
  );
  const packages = imported
    .filter((name) => !/^(\.|node:)/.test(name))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
  t.true(packages.includes('zod'));
  t.deepEqual(
    packages.filter((name) => !Object.hasOwn(dependencies, name)),
    [],
  );
});

test.serial(
  'commands that need no lab work in an empty folder, and change nothing in the package',
  async (t) => {
    const before = await filesWithTimes(installed.folder);
    t.is(
      await inFolder(installed.userFolder, 'npx', ['switchover', '--version']),
      (await manifest()).version,
    );
    t.regex(await switchover('--help'), /^Usage: switchover /);
    t.regex(await switchover('labs', '--help'), /^Usage: switchover labs /);
    t.regex(await switchover('list'), /^dual-redundancy +\w/m);
    t.regex(
      await switchover('validate', 'dual-redundancy'),
      /is valid: 9 nodes, 4 tunnels, 9 BGP sessions\.$/m,
    );
    const dryRun = await switchover('run', 'dual-redundancy', '--profile', 'fast', '--dry-run');
    t.regex(dryRun, /^==> vnet1gw-0:\/etc\/frr\/bgpd\.conf <==$/m);
    t.deepEqual(await filesWithTimes(installed.folder), before);
    t.deepEqual((await readdir(installed.userFolder)).sort(), [
      'node_modules',
      'package-lock.json',
      'package.json',
    ]);
  },
);

test.serial('advice is for npx', async (t) => {
  const { userFolder } = installed;
  const message = await failureIn(userFolder, 'npx', [
    'switchover',
    'run',
    'dual-redundancy',
    '--with',
    'x=1',
  ]);
  t.regex(message, /`npx switchover run --help`/);
  t.regex(await switchover('capture', '--help'), /npx switchover\s+capture <lab> <target> -w - \| wireshark/);
});

test.serial(
  'results belong into the current folder, also for a script of the user with the name of one of ours',
  async (t) => {
    const { userFolder } = installed;
    const missing = /neither as a path nor in runs\/\./;
    t.regex(await failureIn(userFolder, 'node_modules/.bin/switchover', ['report', 'nothing']), missing);
    const designs = join(userFolder, 'designs');
    await mkdir(designs);
    await inFolder(userFolder, 'npm', ['pkg', 'set', 'scripts.switchover=switchover report nothing']);
    t.regex(await failureIn(designs, 'npm', ['run', 'switchover']), missing);
  },
);

test.serial('the images are those of the checkout', async (t) => {
  t.deepEqual(await nodeImageSources(join(installed.folder, 'images')), await nodeImageSources());
});

test.serial('a report is made without a compiler', async (t) => {
  const folder = await savedRun(t);
  const html = await switchover('report', folder, '--format', 'html');
  for (const page of pageNames) {
    const { style, script } = await pageAssets(page);
    const pages = join(installed.folder, 'dist/package/pages');
    t.is(await readFile(join(pages, `${page}.js`), 'utf8'), script);
    t.is(await readFile(join(pages, 'page.css'), 'utf8'), style);
    t.is(html.includes(script.trim()), page === 'run');
  }
});

test.serial('a program reads a result, and hears why it cannot', async (t) => {
  const folder = await savedRun(t);
  const program = `
    import { readRunResult, readSuiteResult } from 'switchover';
    import schema from 'switchover/schemas/result.schema.json' with { type: 'json' };
    const [file] = process.argv.slice(1);
    const result = await readRunResult(file);
    const refusal = await readSuiteResult(file).catch((error) => error.message);
    console.log(JSON.stringify([result, schema.properties.format.const, refusal]));`;
  const file = join(folder, 'result.json');
  const node = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program, file];
  const [result, format, refusal] = JSON.parse(await inFolder(installed.userFolder, process.execPath, node));
  t.deepEqual(result, JSON.parse(await readFile(file, 'utf8')));
  t.is(format, result.format);
  t.regex(refusal, /result\.json is switchover-result\/\d+, not switchover-suite\/\d+\.$/);
});

test.serial('TypeScript knows the results, and finds what they do not have', async (t) => {
  const page = { path: 'docs/ci.md', text: await readFile(join(projectFolder, 'docs/ci.md'), 'utf8') };
  const example = codeLines(page, 'ts').join('\n');
  t.true(example.includes("from 'switchover'"));
  t.is(await compilation(example), '');
  const wrong =
    "import type { RunResult } from 'switchover';\nexport const x = (r: RunResult) => r.verdikt;\n";
  t.regex(await compilation(wrong), /Property 'verdikt' does not exist on type 'RunResult'/);
});

async function savedRun(t: Parameters<typeof temporaryFolder>[0]): Promise<string> {
  const path = await temporaryFolder(t);
  const folder = RunFolder.open(path);
  await folder.saveTrial({ number: 1, ...sampleTrial('gw-0'), context });
  await folder.saveRun(circumstances, [1]);
  const observed = await folder.loadObserved();
  await folder.saveResult(resultOf(observed), observed.trials);
  return path;
}

/** What the strict compiler says of a module in the user's folder; empty when it is content. */
async function compilation(source: string): Promise<string> {
  const { userFolder } = installed;
  await writeFile(join(userFolder, 'module.mts'), source);
  const settings = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      module: 'nodenext',
      types: [],
      lib: ['es2023', 'dom'],
      noEmit: true,
    },
    files: ['module.mts'],
  };
  await writeFile(join(userFolder, 'tsconfig.json'), JSON.stringify(settings));
  const compiler = join(projectFolder, 'node_modules/typescript/bin/tsc');
  try {
    return await inFolder(userFolder, process.execPath, [compiler]);
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  } finally {
    for (const name of ['module.mts', 'tsconfig.json']) await rm(join(userFolder, name));
  }
}
