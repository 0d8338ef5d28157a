import { prepareEnvironment } from './prepare.ts';

const t = performance.now();
const p = await prepareEnvironment({
  progress: (l) => console.error(((performance.now() - t) / 1000).toFixed(1), l),
});
console.log(p.nodeImage, p.how, (performance.now() - t).toFixed(0), 'ms');
