/** Copies a text. Over plain HTTP the browser has no `navigator.clipboard`, but it copies what is selected in a field. */
export async function copy(text: string): Promise<void> {
  try {
    if (window.isSecureContext) return await navigator.clipboard.writeText(text);
  } catch {
    // The person has forbidden it to this page; the other way needs no permission.
  }
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
}

/**
 * What a key does in a terminal besides what a terminal does. Ctrl+C copies when something is selected, and interrupts
 * otherwise. Ctrl+V is left to the browser, which pastes.
 *
 * @returns whether the terminal gets the key
 */
export function terminalGets(
  event: KeyboardEvent,
  selection: { readonly text: () => string; readonly clear: () => void },
): boolean {
  const isCommand = event.type === 'keydown' && (event.ctrlKey || event.metaKey) && !event.altKey;
  const key = isCommand ? event.key.toLowerCase() : '';
  if (key === 'v') return false;
  if (key !== 'c' || selection.text() === '') return true;
  event.preventDefault();
  void copy(selection.text());
  selection.clear();
  return false;
}
