import { html } from '../../report/html/markup.ts';
import type { PageEntry, PageFiles } from './files.ts';

/** The page before its script has run. */
export function shell({ entries }: PageFiles, entry: PageEntry): string {
  const { script, style } = entries[entry];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>switchover workshop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/${style}">
<script type="module" src="/assets/${script}"></script>
</head>
<body>
<div id="page"></div>
<noscript>The workshop needs JavaScript.</noscript>
</body>
</html>
`.text;
}

/** A page of a few words, such as one that refuses. */
export function notice(title: string, text: string, goTo?: string): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${goTo === undefined ? '' : html`<meta http-equiv="refresh" content="0; url=${goTo}">`}
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
${goTo === undefined ? '' : html`<p><a href="${goTo}">Go on</a></p>`}
</main>
</body>
</html>
`.text;
}
