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
  const { campaign, recipe, records, usable, sampled, shards, stages, models, searches, seconds } = plan;
  const besides = Object.entries(plan.parts ?? {}).map(([name, count]) => `${figure(count)} of ${name}`);
  return [
    `campaign '${campaign}', recipe ${recipe}: ${[`${figure(records)} records`, ...besides].join(', ')}, about ${figure(usable)} usable, in ${figure(shards)} shards`,
    `rounds: ${stages.map(({ round, stage }) => `${round} ${stage}`).join(', ')}`,
    ...models.map(
      (planned) =>
        `${planned.model.padEnd(10)} ${callsText(planned)}, ${figure(planned.promptTokens)} prompt and ${figure(planned.completionTokens)} completion tokens${costText(planned, ', cost ')}`,
    ),
    ...(searches ? [`${'searches'.padEnd(10)} ${callsText(searches)}${costText(searches, ', cost ')}`] : []),
    ...(plan.cost === undefined ? [] : [`${costText(plan, 'cost ')} by the prices in the spec`]),
    ...(plan.notCounted ?? []).map((what) => `not counted: ${what}`),
    timeText(models, seconds, latencyGiven),
    `estimated from ${figure(sampled)} records; answers asked for again and images come on top, as the endpoint counts them. Nothing was started.`,
  ].join('\n');
}

/** The expected and the most calls, once where they are the same. */
const callsText = ({ calls, callsAtMost }: { readonly calls: number; readonly callsAtMost: number }): string =>
  calls === callsAtMost
    ? `${figure(calls)} calls at most`
    : `about ${figure(calls)} calls, ${figure(callsAtMost)} at most`;

function costText(
  { cost, costAtMost = cost }: { readonly cost?: number; readonly costAtMost?: number },
  before: string,
): string {
  if (cost === undefined || costAtMost === undefined) return '';
  return `${before}${cost === costAtMost ? '' : `about ${money(cost)}, `}at most ${money(costAtMost)}`;
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
