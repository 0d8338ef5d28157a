import { useEffect, useRef } from 'preact/hooks';
import { PartDialog } from '../topology/part-dialog.tsx';
import { StartOver } from './start-over.tsx';
import { opened } from './view.ts';

/**
 * The one dialog of the page. The browser keeps the focus inside of it, closes it on Escape, and gives the focus back to
 * what opened it.
 */
export function PageDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = opened.value;
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (content && !element.open) element.showModal();
    if (!content && element.open) element.close();
  }, [content]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onClose={() => {
        opened.value = null;
      }}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
      onKeyDown={() => undefined}
    >
      {content === null ? null : (
        <div class="dialog-content">
          {content.kind === 'part' ? <PartDialog key={content.id} id={content.id} /> : null}
          {content.kind === 'start-over' ? <StartOver /> : null}
          <form method="dialog" class="close">
            <button type="submit">Close</button>
          </form>
        </div>
      )}
    </dialog>
  );
}
