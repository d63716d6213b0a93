import type { CampaignStatus, StageStatus } from './campaign-status.ts';
import {
  answersInFlight,
  answersText,
  itemsInFlight,
  stageName,
  stateText,
  trainingText,
  waitingText,
} from './render-status.ts';
import { count, duration, money, percent, rate } from './text/figures.ts';
import { defaultWidth, painter, type TextOptions } from './text/style.ts';
import { clip, table } from './text/table.ts';

/** A status and when it was read, in milliseconds of the epoch. */
export interface StatusAt {
  readonly status: CampaignStatus;
  readonly at: number;
}

const barWidth = 24;

/** Items of the rounds after the import that have their outcome, those of shards in work included. */
export function itemsDone(status: CampaignStatus): number {
  const committed = status.rounds.filter(({ round }) => round > 0).reduce((sum, { items }) => sum + outcomes(items), 0);
  return committed + itemsInFlight(status);
}

const outcomes = ({ kept, dropped, failed }: StageStatus['items']): number => kept + dropped + failed;
const answers = (status: CampaignStatus): number => status.usage.requests + answersInFlight(status);

export interface Pace {
  readonly itemsPerSecond: number;
  readonly answersPerSecond: number;
  /** Milliseconds to the end at this pace; undefined while nothing moves. */
  readonly remainingMs?: number;
}

/** Speed between two readings; undefined without an earlier one. */
export function paceOf(now: StatusAt, previous: StatusAt | undefined): Pace | undefined {
  const seconds = previous ? (now.at - previous.at) / 1000 : 0;
  if (!previous || seconds <= 0) return undefined;
  const itemsPerSecond = Math.max(0, (itemsDone(now.status) - itemsDone(previous.status)) / seconds);
  const answersPerSecond = Math.max(0, (answers(now.status) - answers(previous.status)) / seconds);
  const expected = now.status.rounds.filter(({ round }) => round > 0).reduce((sum, { items }) => sum + items.total, 0);
  const left = expected - itemsDone(now.status);
  return {
    itemsPerSecond,
    answersPerSecond,
    ...(itemsPerSecond > 0 ? { remainingMs: (left / itemsPerSecond) * 1000 } : {}),
  };
}

/**
 * `status --watch` and `launch --watch`: one block that replaces the last. `previous` is an earlier reading; the further it
 * lies back, the calmer the rate.
 */
export function renderProgress(
  status: CampaignStatus,
  previous: StatusAt | undefined,
  now: number,
  options: TextOptions = {},
): string {
  const paint = painter(options);
  const width = options.width ?? defaultWidth;
  const columns = [
    { title: '' },
    { title: '' },
    { title: '', align: 'right' },
    { title: 'kept', align: 'right' },
    { title: 'dropped', align: 'right' },
    { title: 'failed', align: 'right' },
    { title: 'in work', align: 'right' },
  ] as const;
  const rows = status.rounds.map((stage) => {
    const inWork = status.inFlight.filter((shard) => shard.round === stage.round && shard.stage === stage.stage);
    const sum = (kind: 'kept' | 'dropped' | 'failed'): number =>
      inWork.reduce((n, { items }) => n + items[kind], stage.items[kind]);
    const items = { total: stage.items.total, kept: sum('kept'), dropped: sum('dropped'), failed: sum('failed') };
    const open = inWork.reduce((n, shard) => n + shard.size - shard.items.total, 0);
    return [
      stageName(stage),
      bar(outcomes(items), items.total),
      percent(outcomes(items), items.total),
      count(items.kept),
      count(items.dropped),
      count(items.failed),
      open > 0 ? count(open) : '',
    ];
  });
  const [titles = '', ...lines] = table(columns, rows, width);
  const since = status.startedAt
    ? duration((status.finishedAt ? Date.parse(status.finishedAt) : now) - Date.parse(status.startedAt))
    : '';
  const pace = paceOf({ status, at: now }, previous);
  return [
    `${paint('strong', status.campaign)}  ${status.recipe}  ${stateText(status.state, paint)}  ${since}`.trimEnd(),
    ...(status.reason ? [clip(`  ${status.reason}`, width)] : []),
    paint('weak', titles),
    ...lines,
    clip([...(pace && status.finishedAt === null ? [paceText(pace)] : []), spentText(status)].join(', '), width),
    ...trainingText(status.training).map((text) => clip(text, width)),
    ...waitingText(status.waitingFor).map((text) => paint('warn', clip(text, width))),
  ].join('\n');
}

/** Answers and tokens, those of shards in work included; the cost of committed shards. */
function spentText(status: CampaignStatus): string {
  const { promptTokens, completionTokens, cost } = status.usage;
  const tokens = status.inFlight.reduce((sum, shard) => sum + shard.tokens, promptTokens + completionTokens);
  return `${answersText(answers(status))}, ${count(tokens)} tokens${cost > 0 ? `, cost ${money(cost)}` : ''}`;
}

function paceText({ itemsPerSecond, answersPerSecond, remainingMs }: Pace): string {
  const eta = remainingMs === undefined ? [] : [`about ${duration(remainingMs)} left`];
  return [`${rate(itemsPerSecond)} items/s`, `${rate(answersPerSecond)} answers/s`, ...eta].join(', ');
}

function bar(done: number, total: number): string {
  const filled = total === 0 ? 0 : Math.floor((barWidth * Math.min(done, total)) / total);
  return '█'.repeat(filled) + '░'.repeat(barWidth - filled);
}
