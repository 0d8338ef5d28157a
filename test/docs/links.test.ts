import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { type Page, pages, projectFolder } from './pages.ts';

for (const page of pages()) {
  test(`every relative link in ${page.path} leads somewhere`, (t) => {
    t.deepEqual(
      linksIn(page).filter((link) => !leadsSomewhere(page, link)),
      [],
    );
  });
}

test('the README has at most 140 lines', (t) => {
  const lines = readFileSync(join(projectFolder, 'README.md'), 'utf8').trimEnd().split('\n');
  t.true(lines.length <= 140, `${lines.length} lines`);
});

test('a heading is found as GitHub names its anchor', (t) => {
  t.deepEqual(anchorsIn('# A page\n\n## Can it? `yes`, it can\n\n### names[].of\n\n## A page\n'), [
    'a-page',
    'can-it-yes-it-can',
    'namesof',
    'a-page-1',
  ]);
});

/** Targets of links and images that are not on another site. What stands in code is an example. */
function linksIn({ text }: Page): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/(`+)(?!`).+?(?<!`)\1(?!`)/g, '');
  const markdown = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  const html = [...prose.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target);
  return [...markdown, ...html].filter((target) => !/^[a-z]+:/.test(target));
}

function leadsSomewhere(page: Page, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page.path : join(dirname(page.path), path);
  const file = join(projectFolder, target);
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  return statSync(file).isFile() && anchorsIn(readFileSync(file, 'utf8')).includes(anchor);
}

/** The anchors of a page's headings: lower case, without punctuation, with hyphens; repeated ones are numbered. */
function anchorsIn(text: string): string[] {
  const seen = new Map<string, number>();
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const words = heading.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}
