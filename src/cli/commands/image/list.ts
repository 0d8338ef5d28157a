import { Command } from '@commander-js/extra-typings';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import { imageRows } from '../../../report/terminal/image-rows.ts';
import { textTable } from '../../../report/terminal/text-table.ts';
import { imageFacts } from '../../../setup/images/image-facts.ts';
import { options } from '../../options.ts';
import { json, print } from '../../print.ts';

export const list = new Command('list')
  .alias('ls')
  .summary('list the images of this program, and what each is needed for')
  .description(
    'Lists the image of the nodes and the base image that these sources need, whether the engine has them or not, and the images of this program for other sources.',
  )
  .addOption(options.format('table', 'json'))
  .action(async ({ format }) => {
    const { engine } = await findEngine();
    const facts = await imageFacts(engine);
    if (format === 'json') return print(json(facts));
    const rows = imageRows(facts).map(({ name, size, use }) => [name, size, use]);
    print(textTable([['IMAGE', 'SIZE', ''], ...rows]));
  });
