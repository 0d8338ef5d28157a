import { Help, type HelpConfiguration } from '@commander-js/extra-typings';
import { wrapped } from '../base/wrapped.ts';

/** Room that a description needs beside its option. Where there is less, it stands below. */
const leastRoom = 24;
const usual = new Help();

/** The help of commander, which otherwise does not wrap in terminals that are narrow. */
export const fittingHelp: HelpConfiguration = {
  minWidthToWrap: leastRoom,
  formatItem: (term, termWidth, description, helper) => {
    const width = helper.helpWidth ?? 80;
    if (width - termWidth - 4 >= leastRoom || description === '') {
      return usual.formatItem.call(helper, term, termWidth, description, helper);
    }
    return `${wrapped(`  ${term}`, width)}\n${wrapped(`      ${description}`, width)}`;
  },
};
