import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';

/** The part of the page that is loaded with the first terminal. */
export function newTerminal(): { readonly terminal: Terminal; readonly fill: () => void } {
  const terminal = new Terminal({
    fontFamily: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
    fontSize: 14,
    scrollback: 1000,
    screenReaderMode: true,
    minimumContrastRatio: 4.5,
    theme: theme(),
  });
  const addon = new FitAddon();
  terminal.loadAddon(addon);
  const schemes = window.matchMedia('(prefers-color-scheme: dark)');
  const onScheme = () => {
    terminal.options.theme = theme();
  };
  schemes.addEventListener('change', onScheme);
  terminal.loadAddon({
    activate: () => {},
    dispose: () => schemes.removeEventListener('change', onScheme),
  });
  return { terminal, fill: () => addon.fit() };
}

/** Colours of the page. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string, other: string) => style.getPropertyValue(name).trim() || other;
  return {
    background: colour('--background', '#ffffff'),
    foreground: colour('--text', '#1b1f24'),
    cursor: colour('--text', '#1b1f24'),
    selectionBackground: colour('--line', '#d5dae1'),
  };
}
