import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { area, litPart, typeInto } from '../frame/view.ts';
import { page } from '../state/store.ts';
import { copy } from './copy.ts';
import { TaskCard } from './task-card.tsx';

/**
 * The text of a lesson, made by the server, with the cards of its tasks at their places. It is written once: a card that
 * changes leaves the text around it alone, and with it the place where the reader is.
 */
export function LessonText({ html, language }: { readonly html: string; readonly language: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    element.innerHTML = html;
    const cards = [...element.querySelectorAll<HTMLElement>('[data-task]')].map((around) => {
      const card = document.createElement('div');
      around.append(card);
      render(<TaskCard id={around.dataset.task ?? ''} />, card);
      return card;
    });
    return () => {
      for (const card of cards) render(null, card);
      element.replaceChildren();
    };
  }, [html]);
  // Buttons inside are clicked, by the mouse or by the keyboard: both arrive here.
  useEffect(() => {
    const element = place.current;
    element?.addEventListener('click', follow);
    return () => element?.removeEventListener('click', follow);
  }, []);
  return <div class="lesson-text" ref={place} lang={language} />;
}

/** What the buttons do that `renderLesson` makes. */
function follow({ target }: MouseEvent): void {
  const button =
    target instanceof Element
      ? target.closest<HTMLElement>('button:is([data-run], [data-copy], [data-part])')
      : null;
  if (!button) return;
  const { run, part } = button.dataset;
  const command = button.closest('.command')?.querySelector('code')?.textContent?.trimEnd() ?? '';
  if (part !== undefined) lightUp(part);
  else if (run !== undefined) typeInto(run, command);
  else copy(command);
}

function lightUp(name: string): void {
  const lab = page.lab.peek();
  const parts = lab.state === 'up' ? lab.drawing.parts : [];
  const id = parts.find((part) => part.name === name || part.id === name)?.id ?? null;
  // A second click takes the light away.
  litPart.value = litPart.peek() === id ? null : id;
  if (litPart.peek() === null || !id) return;
  area.value = 'lab';
  requestAnimationFrame(() =>
    document
      .querySelector(`[data-id="${CSS.escape(id)}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
  );
}
