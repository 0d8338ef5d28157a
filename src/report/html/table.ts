import { html, type Markup } from './markup.ts';

/** More columns have no room on a telephone: there each row is a block, with a line for each cell. */
const mostOnTelephone = 4;
/** More columns have no room on paper for their longest words, which are then broken. */
const mostOnPaper = 7;

/**
 * A table of text. The first row is the heading; the first cell of every other row is its title. A row that has only a
 * title is the heading of those below it.
 */
export function table([heading = [], ...rows]: readonly (readonly string[])[]): Markup {
  const hasHeading = heading.some((cell) => cell !== '');
  const size = heading.length > mostOnPaper ? 'many wide' : heading.length > mostOnTelephone ? 'many' : 'few';
  return html`<div class="scroll"><table class="${size}">
${hasHeading ? [html`<thead><tr>${heading.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>`] : []}
<tbody>
${rows.map(([title = '', ...cells]) =>
  cells.length > 0 && cells.every((cell) => cell === '')
    ? html`<tr><th scope="rowgroup" colspan="${1 + cells.length}">${title.trim()}</th></tr>`
    : html`<tr><th scope="row">${title.trim()}</th>${cells.map((cell, index) => html`<td data-title="${heading[index + 1] ?? ''}">${cell}</td>`)}</tr>`,
)}
</tbody></table></div>`;
}
