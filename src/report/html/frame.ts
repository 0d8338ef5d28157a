import { embeddedJson, html, Markup } from './markup.ts';
import type { PageAssets } from './pages.ts';

export interface Frame extends PageAssets {
  readonly title: string;
  readonly body: Markup;
  /** The data that the page's client draws, embedded as JSON. */
  readonly model: unknown;
}

/** A page as one file that needs no other file. Its content security policy forbids every request. */
export function framed({ title, body, model, style, script }: Frame): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${title} – switchover</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
<script type="application/json" id="model">${embeddedJson(model)}</script>
<script>${new Markup(script.replaceAll('</script', '<\\/script'))}</script>
</body>
</html>
`.text;
}
