import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { temporaryFolder } from '../temporary-folder.ts';
import { inProcess } from './in-process.ts';
import type { Ending } from './switchover.ts';
import { unusedEngine } from './unused-engine.ts';

const goodLab = new URL('../../labs/dual-redundancy/lab.yaml', import.meta.url);

/** A lab that comes with the program, with some mistakes. */
async function spoiltLab(
  t: ExecutionContext,
  ...mistakes: readonly (readonly [right: string, wrong: string])[]
): Promise<string> {
  let text = await readFile(goodLab, 'utf8');
  for (const [right, wrong] of mistakes) {
    t.true(text.includes(right), right);
    text = text.replace(right, wrong);
  }
  const file = join(await temporaryFolder(t), 'lab.yaml');
  await writeFile(file, text);
  return file;
}

test.serial('a lab file is refused with all its errors at once, without asking an engine', async (t) => {
  const file = await spoiltLab(
    t,
    ['activeActive: true', 'activActive: true'],
    ['addressPrefix: 10.12.255.0/27', 'addressPrefix: 10.13.255.0/27'],
    ['gatewayIpAddress: 131.107.72.23', 'gatewayIpAddress: 131.107.72.22'],
    ['asn: 65010', 'asn: 0'],
  );
  const runs = await temporaryFolder(t);
  const { environment, asked } = await unusedEngine(t);
  const results: Ending[] = [];
  for (const verb of [
    ['run', file, '--runs', runs],
    ['up', file],
    ['validate', file],
  ])
    results.push(await inProcess(verb, environment));
  for (const { exitCode, stdout, stderr } of results) {
    t.is(exitCode, 2);
    t.is(stdout, '');
    for (const said of ['activActive', '10.13.255.0/27', '131.107.72.22', 'asn'])
      t.true(stderr.includes(said), said);
    t.true((stderr.match(/lab\.yaml:\d+:\d+/g)?.length ?? 0) >= 3, 'each error has its place in the file');
    t.false(stderr.includes('    at '), 'no stack');
  }
  t.is(new Set(results.map(({ stderr }) => stderr)).size, 1, 'every command says the same');
  t.is(asked(), 0);
  t.deepEqual(await readdir(runs), []);
});

const mistakes: readonly (readonly [what: string, args: readonly string[], answer: RegExp])[] = [
  ['an unknown lab', ['run', 'nosuch'], /^There is no lab "nosuch", .* The labs are: .*dual-redundancy/],
  ['an unknown lab to bring up', ['up', 'nosuch'], /^There is no lab "nosuch"/],
  ['an unknown option', ['run', 'dual-redundancy', '--nosuch'], /unknown option '--nosuch'/],
  ['an unknown command', ['nosuch'], /unknown command 'nosuch'/],
  ['a profile that does not exist', ['run', 'dual-redundancy', '--profile', 'slow'], /azure, fast/],
  ['a fault that does not exist', ['run', 'dual-redundancy', '--fault', 'flood'], /instance-crash/],
  [
    'a target that does not exist',
    ['run', 'dual-redundancy', '--target', 'nosuch'],
    /^dual-redundancy has no node "nosuch"\. It has: .*vnet1gw-0/,
  ],
  [
    'a target that the fault does not fit',
    ['run', 'dual-redundancy', '--target', 'vm'],
    /^vm is not a gateway instance\.$/,
  ],
  ['a number out of range', ['run', 'dual-redundancy', '--flows', '1'], /whole number from 2 to 128/],
  ['zero trials', ['run', 'dual-redundancy', '--trials', '0'], /whole number from 1 to 1000/],
  ['a hold time of two keepalives', ['run', 'dual-redundancy', '--bgp', '10/20'], /at least three times/],
  ['BGP timers without a hold time', ['run', 'dual-redundancy', '--bgp', '10'], /as 10\/30/],
  ['BFD after a single probe', ['run', 'dual-redundancy', '--bfd', '1x300'], /as 3x300/],
  ['BFD without an interval', ['run', 'dual-redundancy', '--bfd', '3'], /as 3x300/],
  ['an unknown limit', ['run', 'dual-redundancy', '--expect', 'outage=5'], /maxOutageSeconds/],
  [
    'a limit without a number',
    ['run', 'dual-redundancy', '--expect', 'maxOutageSeconds'],
    /maxOutageSeconds has no value/,
  ],
  [
    'a limit with two numbers',
    ['run', 'dual-redundancy', '--expect', 'maxOutageSeconds=1=2'],
    /has to be a number/,
  ],
  [
    'a text in place of a number',
    ['up', 'dual-redundancy', '--timeout', 'soon'],
    /whole number from 1 to 3600/,
  ],
  ['a missing argument', ['up'], /missing required argument 'lab'/],
  ['one argument too many', ['up', 'dual-redundancy', 'again'], /too many arguments/],
  ['a sweep of nothing', ['sweep', 'dual-redundancy'], /required option '--vary/],
  [
    'a sweep of an unknown timer',
    ['sweep', 'dual-redundancy', '--vary', 'ike=3'],
    /There is no number ike in a profile/,
  ],
  [
    'a sweep with the same timer twice',
    ['sweep', 'dual-redundancy', '--vary', 'dpd=3', '--vary', 'dpd=4'],
    /each once/,
  ],
  [
    'a sweep with a text in place of a number',
    ['sweep', 'dual-redundancy', '--vary', 'dpd=3,soon'],
    /whole number from 2 to 3600/,
  ],
  ['results that do not exist', ['compare', 'nosuch', 'labs'], /^There is no run "nosuch"/],
  ['a folder without results', ['compare', 'labs', 'labs'], /^There is no result\.json in labs/],
  [
    'a file that is not a result',
    ['compare', 'package.json', 'labs'],
    /^package\.json is not a file of the format switchover-result\/8/,
  ],
  ['more connections than there can be', ['run', 'dual-redundancy', '--tcp', '65'], /from 0 to 64/],
  ['a calibration without packets', ['calibrate', '--rate', '0'], /whole number from 10 to 1000/],
  ['a run that does not exist', ['report', 'nosuch'], /^There is no run "nosuch"/],
  [
    'two durations of a fault',
    ['fault', 'link-down', '--for', '1', '--with', 'lastsSeconds=5'],
    /^Both --for and --with lastsSeconds say how long the fault lasts\./,
  ],
  ['down without a lab', ['down'], /^Say which lab, or --all\.$/],
];
for (const [what, args, answer] of mistakes) {
  test.serial(`wrong input: ${what}`, async (t) => {
    const { environment, asked } = await unusedEngine(t);
    const { exitCode, stdout, stderr } = await inProcess(args, environment);
    t.is(exitCode, 2);
    t.is(stdout, '');
    t.regex(stderr, answer);
    t.false(stderr.includes('    at '), 'no stack');
    t.is(asked(), 0);
  });
}

test.serial('a wrong environment variable is refused like its option', async (t) => {
  const { exitCode, stderr } = await inProcess(['run', 'dual-redundancy', '--dry-run'], {
    SWITCHOVER_PROFILE: 'slow',
  });
  t.is(exitCode, 2);
  t.regex(stderr, /SWITCHOVER_PROFILE.*azure, fast/s);
});

test.serial('help and version exit with 0', async (t) => {
  const help = await inProcess(['--help']);
  t.is(help.exitCode, 0);
  for (const verb of [
    'run',
    'up',
    'down',
    'inspect',
    'exec',
    'logs',
    'validate',
    'list',
    'report',
    'compare',
    'sweep',
    'calibrate',
    'gc',
    'doctor',
  ]) {
    t.regex(help.stdout, new RegExp(`^ {2}${verb}[ |]`, 'm'));
  }
  const version = await inProcess(['--version']);
  t.is(version.exitCode, 0);
  t.regex(version.stdout, /^\d+\.\d+\.\d+$/);
});

test.serial('a lab without a host is refused where traffic is measured, and only there', async (t) => {
  const file = await spoiltLab(t, ['    hosts: [host]\n', '']);
  const { environment, asked } = await unusedEngine(t);
  for (const command of [
    ['run', file],
    ['labs', file],
    ['sweep', file, '--vary', 'dpd=3'],
  ]) {
    const { exitCode, stdout, stderr } = await inProcess(command, environment);
    t.is(exitCode, 2, command[0]);
    t.is(stdout, '');
    t.regex(stderr, /No traffic can be measured in dual-redundancy: it has no host in a site/);
    t.false(stderr.includes('    at '), 'no stack');
  }
  const dryRun = await inProcess(['run', file, '--dry-run'], environment);
  t.is(dryRun.exitCode, 0);
  t.regex(dryRun.stdout, /bgpd\.conf/);
  t.is(asked(), 0);
});
