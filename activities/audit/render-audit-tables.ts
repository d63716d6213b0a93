import { stageName } from '../status/render-status.ts';
import { count, duration, moment } from '../status/text/figures.ts';
import type { Paint } from '../status/text/style.ts';
import { clip, table } from '../status/text/table.ts';
import type { AuditResult } from './audit-result.ts';

/** Runs, failures and problems shown in full; `--json` has more. */
export const mostShown = 20;

export function roundsTable({ rounds: stages }: AuditResult, paint: Paint, width: number): string[] {
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'round' },
    { title: 'shards', ...right },
    { title: 'kept', ...right },
    { title: 'dropped', ...right },
    { title: 'failed', ...right },
    { title: 'attempts', ...right },
    { title: 'retries', ...right },
    { title: 'took', ...right },
    { title: '' },
  ];
  const rows = stages.map((stage) => [
    stageName(stage),
    `${count(stage.shards.done)}/${count(stage.shards.total)}`,
    count(stage.items.kept),
    count(stage.items.dropped),
    count(stage.items.failed),
    count(stage.attempts),
    count(stage.retries),
    stage.durationMs > 0 ? duration(stage.durationMs) : '',
    stage.sealed ? 'sealed' : 'not sealed',
  ]);
  return titled(table(columns, rows, width), paint);
}

export function failuresTable({ rounds: stages }: AuditResult, paint: Paint, width: number): string[] {
  const all = stages.flatMap((stage) => stage.failures.map((failure) => ({ stage, failure })));
  if (all.length === 0) return [];
  const total = stages.reduce((sum, { failureCount }) => sum + failureCount, 0);
  const rows = all
    .slice(0, mostShown)
    .map(({ stage, failure }) => [
      stageName(stage),
      String(failure.shard),
      String(failure.attempt),
      failure.type,
      failure.message,
    ]);
  const columns = [{ title: 'round' }, { title: 'shard' }, { title: 'attempt' }, { title: 'failure' }, { title: '' }];
  return ['', ...titled(table(columns, rows, width), paint), ...more(total, rows.length)];
}

export function runsTable({ runs: all }: AuditResult, paint: Paint, width: number): string[] {
  if (all.length === 0) return [];
  const columns = [
    { title: 'workflow' },
    { title: 'status' },
    { title: 'started' },
    { title: 'took', align: 'right' },
    { title: 'events', align: 'right' },
    { title: 'run' },
  ] as const;
  const rows = all
    .slice(0, mostShown)
    .map(({ workflowId, status, startedAt, closedAt, events, runId }) => [
      workflowId,
      status.toLowerCase().replaceAll('_', ' '),
      moment(startedAt),
      closedAt ? duration(Date.parse(closedAt) - Date.parse(startedAt)) : '',
      count(events),
      runId,
    ]);
  return ['', ...titled(table(columns, rows, width), paint), ...more(all.length, rows.length)];
}

export function modelsTable({ answers }: AuditResult, paint: Paint, width: number): string[] {
  if (!answers || answers.models.length === 0) return [];
  const right = { align: 'right' } as const;
  const columns = [
    { title: 'model' },
    { title: 'answers', ...right },
    { title: 'prompt', ...right },
    { title: 'completion', ...right },
    { title: 'p50', ...right },
    { title: 'p95', ...right },
    { title: 'ended by' },
  ];
  const rows = answers.models.map((model) => [
    model.model,
    count(model.answers),
    count(model.promptTokens),
    count(model.completionTokens),
    duration(model.latencyMs.p50),
    duration(model.latencyMs.p95),
    Object.entries(model.finishReasons)
      .map(([reason, n]) => `${reason} ${count(n)}`)
      .join(', '),
  ]);
  const workers = answers.workers.map(({ worker, answers: n }) => `${worker} ${count(n)}`).join(', ');
  return ['', ...titled(table(columns, rows, width), paint), clip(`by worker: ${workers}`, width)];
}

const titled = ([titles = '', ...lines]: readonly string[], paint: Paint): string[] => [
  paint('weak', titles),
  ...lines,
];

export const more = (total: number, shown: number): string[] =>
  total > shown ? [`… and ${count(total - shown)} more`] : [];
