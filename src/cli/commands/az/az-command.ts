import { Command } from '@commander-js/extra-typings';
import type { AzureLab } from '../../../azure-view/azure-lab.ts';
import { type AzFormat, type AzResult, azFormats, printed } from '../../../azure-view/output/printed.ts';
import { findEngine } from '../../../engine/connection/find-engine.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { RunningLab } from '../../../lab/running-labs.ts';
import { interruption } from '../../../run/interruption.ts';
import { azureLab } from '../../../run/live/azure-lab.ts';
import { onlyLab, selectLab } from '../../../run/live/select-lab.ts';
import { option } from '../../option.ts';
import { options } from '../../options.ts';
import { print, tell } from '../../print.ts';

/** A command of az, with the options that all of them have. */
export const azCommand = (name: string, { summary, description }: { summary: string; description: string }) =>
  new Command(name)
    .summary(summary)
    .description(description)
    .addOption(option('-n, --name <name>', 'name of the resource').makeOptionMandatory())
    .addOption(
      option('-g, --resource-group <name>', 'as for az; a lab has no resource groups, so it is ignored'),
    )
    .addOption(
      option('-o, --output <format>', `output: ${azFormats.join(', ')}`)
        .choices(azFormats)
        .default<AzFormat>('json'),
    )
    .addOption(options.lab());

/** What all of them are given. */
export interface AzOptions {
  readonly name: string;
  readonly resourceGroup?: string | undefined;
  readonly output: AzFormat;
  readonly lab?: string | undefined;
}

/** Looks at the lab and prints what a function makes of it. */
export async function printAsAz(
  chosen: AzOptions,
  view: (lab: AzureLab) => AzResult,
  { peer }: { readonly peer?: string } = {},
): Promise<void> {
  noteGroup(chosen);
  const { signal } = interruption();
  const { engine } = await findEngine();
  const lab = await azureLab(engine, await chosenLab(engine, chosen), { peer, signal });
  print(printed(view(lab), chosen.output));
}

export const chosenLab = (engine: Engine, { lab }: Pick<AzOptions, 'lab'>): Promise<RunningLab> =>
  lab === undefined ? onlyLab(engine) : selectLab(engine, lab);

export function noteGroup({ resourceGroup }: AzOptions): void {
  if (resourceGroup !== undefined) tell('A lab has no resource groups: --resource-group is ignored.');
}
