import { render } from 'preact';
import { App } from './frame/app.tsx';
import { follow } from './state/stream.ts';

const root = document.getElementById('page');
if (!root) throw new Error('The shell has no element #page.');
root.replaceChildren();
render(<App />, root);
follow();
