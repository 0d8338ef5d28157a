import { render } from 'preact';
import { follow } from './trainer/store.ts';
import { TrainerPage } from './trainer/trainer-page.tsx';

const root = document.getElementById('page');
if (!root) throw new Error('The shell has no element #page.');
render(<TrainerPage />, root);
follow();
