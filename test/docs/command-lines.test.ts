import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import test from 'ava';
import { program } from '../../src/cli/program.ts';
import { commandNamed, wordsOf } from '../../src/cli/words/command-named.ts';
import { codeLines, pages, projectFolder } from './pages.ts';

const { scripts } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'));

for (const page of pages()) {
  test(`every command of npm and npx that ${page.path} shows is one that there is`, (t) => {
    const shown = codeLines(page, 'sh').filter((line) => /\bnpm (run|test)\b|\bnpx switchover\b/.test(line));
    t.deepEqual(shown.flatMap(objectionsTo), []);
  });
}

test('a command line that the program would refuse is found', (t) => {
  const objections = (line: string) => objectionsTo(`npm run --silent ${line}  # and so on`);
  t.deepEqual(objections('switchover -- up dual-redundancy --profile fast'), []);
  t.deepEqual(objections('switchover -- exec LAB vnet1gw-0 ip -br address --json'), []);
  t.deepEqual(objections('switchover -- rise LAB'), ['there is no command rise']);
  t.deepEqual(objections('switchover -- up LAB --speed fast'), ['up has no option --speed']);
  t.deepEqual(objections('switchover -- az network vnet-gateway reset -n VNet1GW'), []);
  t.deepEqual(objections('switchover -- az network vnet-gateway reset -q VNet1GW'), [
    'reset has no option -q',
  ]);
  t.deepEqual(objections('switchover -- down LAB device1'), ['down takes 1 argument: LAB device1']);
  t.deepEqual(objections('lab LAB -- --speed fast'), ['run has no option --speed']);
  t.deepEqual(objections('switchover -- image save FILE'), []);
  t.deepEqual(objections('switchover -- image safe FILE'), ['image has no command safe']);
  t.deepEqual(objections('switchover -- image load FILE OTHER'), ['load takes 1 argument: FILE OTHER']);
  t.deepEqual(objections('laps'), ['there is no script laps']);
  t.deepEqual(objectionsTo('npx switchover up LAB --speed fast  # x'), ['up has no option --speed']);
});

/** Why a line that calls npm or npx would be refused; empty when all is well. */
function objectionsTo(line: string): string[] {
  const [, ofPackage] = /\bnpx switchover (.*)/.exec(withoutRest(line)) ?? [];
  if (ofPackage !== undefined) {
    const [command = '', ...its] = words(ofPackage);
    return objectionsToCommand(command, ...its);
  }
  const [, call = ''] = /\bnpm (.*)/.exec(withoutRest(line)) ?? [];
  const [first = '', ...others] = words(call).filter((word) => word !== '--silent');
  const [script = '', ...rest] = first === 'run' ? others : [first, ...others];
  if (scripts[script] === undefined) return [`there is no script ${script}`];
  const given = rest.filter((word) => word !== '--');
  if (script === 'lab') return objectionsToCommand('run', ...given);
  if (script === 'labs' || script === 'workshop') return objectionsToCommand(script, ...given);
  return script === 'switchover' ? objectionsToCommand(...given) : [];
}

function objectionsToCommand(...line: readonly string[]): string[] {
  const [name = '', ...rest] = line;
  const command = commandNamed(program, line);
  if (!command) return [`there is no command ${name}`];
  if (command.commands.length > 0) return [`${name} has no command ${rest[0]}`];
  const given = line.slice(wordsOf(command).length);
  // What follows a node belongs to the program that is run in it.
  if (name === 'exec') return given.length < 3 ? ['exec takes a lab, a node and a command'] : [];
  return [...unknownOptions(command, given), ...surplusArguments(command, given)];
}

const unknownOptions = (command: CommandUnknownOpts, given: readonly string[]): string[] =>
  given
    .filter((word) => word.startsWith('-') && word !== '-')
    .filter((word) => !command.options.some(({ long, short }) => long === word || short === word))
    .map((word) => `${command.name()} has no option ${word}`);

function surplusArguments(command: CommandUnknownOpts, given: readonly string[]): string[] {
  const takesValue = (word: string | undefined) =>
    command.options.some(({ long, short, required }) => (long === word || short === word) && required);
  const plain = given.filter((word, index) => !word.startsWith('-') && !takesValue(given[index - 1]));
  const most = command.registeredArguments;
  const fits = most.some(({ variadic }) => variadic) || plain.length <= most.length;
  const unknown = unknownOptions(command, given).length > 0;
  return fits || unknown
    ? []
    : [`${command.name()} takes ${most.length} argument${most.length === 1 ? '' : 's'}: ${plain.join(' ')}`];
}

/** Without a comment, a redirection, or what follows in the same line. */
const withoutRest = (line: string): string => line.replace(/\s(#|>|\||&&|<).*$/, '');

const words = (text: string): string[] =>
  (text.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, ''));
