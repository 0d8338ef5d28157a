import { html, type Markup } from './markup.ts';

/** More columns have no room on paper for their longest words, which are then broken. */
const mostOnPaper = 7;

/** A table of text. The first row is the heading; the first cell of every other row is its title. */
export function table([heading = [], ...rows]: readonly (readonly string[])[]): Markup {
  const hasHeading = heading.some((cell) => cell !== '');
  const width = heading.length > mostOnPaper ? 'wide' : 'narrow';
  return html`<div class="scroll"><table class="${width}">
${hasHeading ? [html`<thead><tr>${heading.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>`] : []}
<tbody>
${rows.map(
  ([title = '', ...cells]) =>
    html`<tr><th scope="row">${title.trim()}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}
</tbody></table></div>`;
}
