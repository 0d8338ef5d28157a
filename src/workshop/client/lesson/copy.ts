import { complain, tell } from '../state/toasts.ts';

/** Copies a text. Over plain HTTP from another machine browsers have no clipboard for pages, but the old command works. */
export async function copy(text: string): Promise<void> {
  const isCopied = isSecureContext ? await byClipboard(text) : byCommand(text);
  if (isCopied) tell('Copied.');
  else complain('The browser did not let the page copy this. Select the text and copy it by hand.');
}

const byClipboard = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => byCommand(text),
  );

function byCommand(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
