import test from 'ava';
import { objectionToOwn } from '../../src/definition/own-lines.ts';

const ours = '/etc/ipsec/updown 10.52.255.253 10.12.255.30 ipsec0';

for (const [what, content] of Object.entries({
  'the command of the lab': `updown = ${ours}`,
  'the command of the lab in quotes': `updown = "${ours}"`,
  'a comment about another command': '# updown = old',
  'a comment after a setting': 'send_cert = never # updown = old',
  'a comment about another file': '# note\n# include other.conf',
})) {
  test(`${what} is no objection to a file`, (t) => {
    t.is(objectionToOwn('swanctl', { file: 'mine.conf', content }), undefined);
  });
}

for (const [what, content] of Object.entries({
  'another command': 'updown = /usr/local/bin/mine',
  'another command in quotes': 'updown = "/usr/local/bin/mine"',
  'another command after a number sign in quotes': 'id = "a#b" updown = /usr/local/bin/mine',
})) {
  test(`${what} is refused`, (t) => {
    t.regex(objectionToOwn('swanctl', { file: 'mine.conf', content }) ?? '', /updown script/);
  });
}
