import { renderSVG } from 'uqr';
import { html, Markup } from '../../../report/html/markup.ts';
import { paths } from '../../protocol/paths.ts';
import type { RoomState } from '../room-state.ts';

export interface JoinPageOptions {
  readonly room: RoomState;
  readonly joinLink: string;
  /** Why the last form was refused. */
  readonly refusal?: { readonly form: 'join' | 'come-back'; readonly message: string };
  /** What was typed into it. */
  readonly typed?: string;
}

/** The page on which learners get a seat, and that a trainer projects. It works without scripts. */
export function joinPage({ room, joinLink, refusal, typed = '' }: JoinPageOptions): string {
  const free = room.seats.filter(({ name }) => name === null).length;
  const problem = (form: 'join' | 'come-back') =>
    refusal?.form === form ? html`<p id="${form}-problem" role="alert">${refusal.message}</p>` : '';
  const described = (form: 'join' | 'come-back') =>
    refusal?.form === form ? html`aria-invalid="true" aria-describedby="${form}-problem"` : '';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Join the workshop</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Join the workshop</h1>
<div class="ways">
<section aria-labelledby="new">
<h2 id="new">Take a seat</h2>
<form method="post" action="${paths.join}">
<label for="name">Your name, as the trainer should see it</label>
<input id="name" name="name" required maxlength="40" autocomplete="name" value="${refusal?.form === 'join' ? typed : ''}" ${described('join')}>
${problem('join')}
<button>Join</button>
<p>${free === 0 ? 'All seats are taken.' : `${free} of ${room.seats.length} seats are free.`}</p>
</form>
</section>
<section aria-labelledby="back">
<h2 id="back">Come back</h2>
<form method="post" action="${paths.comeBack}">
<label for="code">The code of your seat: five characters, at the top of your page</label>
<input id="code" name="code" required maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false" value="${refusal?.form === 'come-back' ? typed : ''}" ${described('come-back')}>
${problem('come-back')}
<button>Open my seat</button>
</form>
</section>
<section aria-labelledby="link" class="link">
<h2 id="link">Join with a phone or a tablet</h2>
<p><strong>${joinLink}</strong></p>
${new Markup(renderSVG(joinLink, { border: 2 }).replace('<svg ', '<svg role="img" aria-label="QR code of the link" '))}
</section>
</div>
</main>
</body>
</html>
`.text;
}

const style = new Markup(`
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { margin: 0 0 1rem; }
h2 { font-size: 1.25rem; margin: 0 0 .5rem; }
.ways { display: grid; gap: 2rem; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); }
label, input, button { display: block; font: inherit; }
input { box-sizing: border-box; width: 100%; padding: .5rem; margin: .25rem 0 .75rem; }
button { padding: .5rem 1.25rem; }
[role=alert] { border-left: .25rem solid currentColor; padding-left: .75rem; font-weight: 600; }
.link strong { overflow-wrap: anywhere; font-size: 1.25rem; }
.link svg { display: block; width: min(16rem, 100%); }
:focus-visible { outline: .1875rem solid Highlight; outline-offset: .125rem; }
`);
