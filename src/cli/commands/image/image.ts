import { Command } from '@commander-js/extra-typings';
import { build } from './build.ts';
import { list } from './list.ts';
import { load } from './load.ts';
import { save } from './save.ts';

export const image = new Command('image')
  .summary('list, build, save and load the image of the nodes')
  .description('Lists, builds, saves and loads the image from which all nodes of a lab are made.')
  .addCommand(list)
  .addCommand(build)
  .addCommand(save)
  .addCommand(load);
