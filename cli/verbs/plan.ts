import { InvalidArgumentError, type Command } from 'commander';
import { duration, money } from '../../activities/status/text/figures.ts';
import { planCampaign, type CampaignPlan } from '../campaign/plan.ts';
import { print } from '../output.ts';

function positive(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new InvalidArgumentError('give a number of seconds above 0.');
  return seconds;
}

const figure = (n: number): string => n.toLocaleString('en-US');

function render(plan: CampaignPlan, latencyGiven: boolean): string {
  const { campaign, recipe, records, usable, sampled, shards, stages, models, cost, searchesOnTop, seconds } = plan;
  return [
    `campaign '${campaign}', recipe ${recipe}: ${figure(records)} records, about ${figure(usable)} usable, in ${figure(shards)} shards`,
    `rounds: ${stages.map(({ round, stage }) => `${round} ${stage}`).join(', ')}`,
    ...models.map(
      ({ model, calls, promptTokens, completionTokens, cost: own }) =>
        `${model.padEnd(10)} ${figure(calls)} calls at most, ${figure(promptTokens)} prompt and ${figure(completionTokens)} completion tokens${own === undefined ? '' : `, cost ${money(own)}`}`,
    ),
    ...(cost === undefined ? [] : [`cost at most ${money(cost)} by the prices in the spec`]),
    ...(searchesOnTop ? ['searches are not estimated; their price comes on top'] : []),
    timeText(models, seconds, latencyGiven),
    `estimated from ${figure(sampled)} records; images come on top, as the endpoint counts them. Nothing was started.`,
  ].join('\n');
}

/** Says what the time rests on. */
function timeText(models: CampaignPlan['models'], seconds: number, latencyGiven: boolean): string {
  if (models.length === 0) return 'no model is asked; what code and local specialists need is not estimated';
  const paces = models.map(
    ({ model, concurrency, secondsPerAnswer }) =>
      `${model} ${concurrency} at once, ${secondsPerAnswer.toFixed(1)} s an answer`,
  );
  const basis = latencyGiven ? 'as given' : 'assumed from its tokens; --latency takes what you measured';
  return `time about ${duration(seconds * 1000)} with one worker: ${paces.join('; ')} (${basis})`;
}

export function addPlan(program: Command): void {
  program
    .command('plan')
    .argument('<spec>', 'campaign spec, YAML or JSON')
    .description('rounds, shards, calls, tokens, cost and time to expect; starts nothing')
    .option(
      '--set <path=value>',
      'change one setting of the spec',
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--latency <seconds>', 'mean time of an answer, for the estimate of time', positive)
    .option('--json', 'one JSON object')
    .action(async (spec: string, options: { set: string[]; latency?: number; json?: boolean }) => {
      const plan = await planCampaign(spec, options.set, { latencySeconds: options.latency });
      print(options, plan, () => render(plan, options.latency !== undefined));
    });
}
