import type { Command } from 'commander';
import { planCampaign, type CampaignPlan } from '../campaign/plan.ts';
import { print } from '../output.ts';

const figure = (n: number): string => n.toLocaleString('en-US');

function render({ campaign, recipe, records, usable, sampled, shards, stages, models }: CampaignPlan): string {
  return [
    `campaign '${campaign}', recipe ${recipe}: ${figure(records)} records, about ${figure(usable)} usable, in ${figure(shards)} shards`,
    `rounds: ${stages.map(({ round, stage }) => `${round} ${stage}`).join(', ')}`,
    ...models.map(
      ({ model, calls, promptTokens, completionTokens, cost }) =>
        `${model.padEnd(10)} ${figure(calls)} calls at most, ${figure(promptTokens)} prompt and ${figure(completionTokens)} completion tokens${cost === undefined ? '' : `, cost ${cost.toFixed(2)}`}`,
    ),
    `estimated from ${figure(sampled)} records; images come on top, as the endpoint counts them. Nothing was started.`,
  ].join('\n');
}

export function addPlan(program: Command): void {
  program
    .command('plan')
    .argument('<spec>', 'campaign spec, YAML or JSON')
    .description('rounds, shards, calls, tokens and cost to expect; starts nothing')
    .option(
      '--set <path=value>',
      'change one setting of the spec',
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--json', 'one JSON object')
    .action(async (spec: string, options: { set: string[]; json?: boolean }) => {
      const plan = await planCampaign(spec, options.set);
      print(options, plan, () => render(plan));
    });
}
