import type { CampaignState, CampaignStatus, StageStatus } from './campaign-status.ts';
import type { ListedCampaign } from './list-campaigns.ts';
import { count, duration, moment, money, percent } from './text/figures.ts';
import { defaultWidth, painter, type Paint, type TextOptions, type Tone } from './text/style.ts';
import { clip, table } from './text/table.ts';

const tones: Readonly<Record<CampaignState, Tone>> = {
  running: 'good',
  completed: 'good',
  paused: 'warn',
  interrupted: 'warn',
  cancelled: 'warn',
  failed: 'bad',
  terminated: 'bad',
  budget_exhausted: 'bad',
};

export const stateText = (state: CampaignState, paint: Paint): string => paint(tones[state], state.replace('_', ' '));

/** `import`, `1 evolve` */
export const stageName = ({ round, stage }: Pick<StageStatus, 'round' | 'stage'>): string =>
  round === 0 ? stage : `${round} ${stage}`;

/** `status`: where a campaign stands, a line a round. */
export function renderStatus(status: CampaignStatus, options: TextOptions = {}): string {
  const paint = painter(options);
  const width = options.width ?? defaultWidth;
  const { campaign, recipe, state, reason, rounds, startedAt, finishedAt, waitingFor, inFlight } = status;
  const took = startedAt && finishedAt ? ` (${duration(Date.parse(finishedAt) - Date.parse(startedAt))})` : '';
  const columns = [
    { title: 'round' },
    { title: 'shards', align: 'right' },
    { title: 'items', align: 'right' },
    { title: 'kept', align: 'right' },
    { title: 'dropped', align: 'right' },
    { title: 'failed', align: 'right' },
    { title: 'done', align: 'right' },
    { title: '' },
  ] as const;
  const rows = rounds.map((stage) => {
    const { shards, items, sealed } = stage;
    const done = items.kept + items.dropped + items.failed;
    return [
      stageName(stage),
      `${count(shards.done)}/${count(shards.total)}`,
      count(items.total),
      count(items.kept),
      count(items.dropped),
      count(items.failed),
      percent(done, items.total),
      sealed ? 'sealed' : '',
    ];
  });
  const [titles = '', ...lines] = table(columns, rows, width);
  return [
    `${paint('strong', campaign)}  ${recipe}  ${stateText(state, paint)}${status.revision > 1 ? `  revision ${status.revision}` : ''}`,
    ...(reason ? [clip(`  ${reason}`, width)] : []),
    `  started ${moment(startedAt)}   finished ${moment(finishedAt)}${took}`,
    '',
    paint('weak', titles),
    ...lines,
    '',
    usageText(status),
    ...(inFlight.length > 0
      ? [
          `in work: ${count(inFlight.length)} ${inFlight.length === 1 ? 'shard' : 'shards'}, ${count(itemsInFlight(status))} items and ${answersText(answersInFlight(status))} done in them`,
        ]
      : []),
    ...trainingText(status.training),
    ...waitingText(waitingFor).map((text) => paint('warn', clip(text, width))),
  ].join('\n');
}

export function usageText({ usage }: CampaignStatus): string {
  const { requests, promptTokens, completionTokens, cost } = usage;
  const price = cost > 0 ? `, cost ${money(cost)}` : '';
  return `${answersText(requests)}, ${count(promptTokens)} prompt and ${count(completionTokens)} completion tokens${price}`;
}

export const answersText = (answers: number): string => `${count(answers)} ${answers === 1 ? 'answer' : 'answers'}`;

/** `training round 2: running, step 40 of 120, loss 0.412 (job …)`; nothing where nobody trains. */
export function trainingText(training: CampaignStatus['training']): string[] {
  if (!training) return [];
  const { round, doing, step, steps, loss, job } = training;
  const at = step === undefined ? [] : [`step ${count(step)}${steps === undefined ? '' : ` of ${count(steps)}`}`];
  const parts = [doing, ...at, ...(loss === undefined ? [] : [`loss ${loss.toFixed(3)}`])];
  return [`training, round ${round}: ${parts.join(', ')}${job === undefined ? '' : ` (job ${job})`}`];
}

/** What is waited for, a line each, and what helps where that is a worker. */
export function waitingText(waitingFor: readonly string[]): string[] {
  const lines = waitingFor.map((what) => `waiting for ${what}`);
  return waitingFor.some((what) => what.startsWith('a worker'))
    ? [...lines, '`mmsynth up` starts the worker of the embedded stack, `mmsynth worker` one of your own']
    : lines;
}

export const answersInFlight = ({ inFlight }: CampaignStatus): number =>
  inFlight.reduce((sum, { answers }) => sum + answers, 0);

export const itemsInFlight = ({ inFlight }: CampaignStatus): number =>
  inFlight.reduce((sum, { items }) => sum + items.total, 0);

/** `list`: a line a campaign. */
export function renderList(campaigns: readonly ListedCampaign[], options: TextOptions = {}): string {
  if (campaigns.length === 0) return 'No campaign yet: `mmsynth launch SPEC` starts one.';
  const columns = [
    { title: 'campaign' },
    { title: 'recipe' },
    { title: 'state' },
    { title: 'rounds', align: 'right' },
    { title: 'kept', align: 'right' },
    { title: 'started' },
  ] as const;
  const rows = campaigns.map(({ campaign, recipe, state, rounds, kept, startedAt }) => [
    campaign,
    recipe,
    state.replace('_', ' '),
    `${rounds.done}/${rounds.total}`,
    count(kept),
    moment(startedAt),
  ]);
  const [titles = '', ...lines] = table(columns, rows, options.width ?? defaultWidth);
  return [painter(options)('weak', titles), ...lines].join('\n');
}
