import { render } from 'preact';

const page = document.getElementById('page');
if (page) render(<h1>The workshop</h1>, page);
