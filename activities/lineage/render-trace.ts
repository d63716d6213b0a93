import { bytes, count, duration, moment } from '../status/text/figures.ts';
import { defaultWidth, painter, type Paint, type TextOptions } from '../status/text/style.ts';
import { clip, wrap } from '../status/text/table.ts';
import type { Fall, Hop, TracedCall, TraceResult } from './trace-result.ts';

/** `trace`: the rows from the newest back to the seed, each with its fields and the answers it rests on. */
export function renderTrace(result: TraceResult, options: TextOptions = {}): string {
  const paint = painter(options);
  const width = options.width ?? defaultWidth;
  const { campaign, recipe, row, origin, shard, image, hops, falls } = result;
  return [
    `${paint('strong', row ?? origin)}  ${campaign}  ${recipe}  shard ${shard}`,
    ...(image === undefined ? [] : [clip(`image ${JSON.stringify(image)}`, width)]),
    ...hops.flatMap((hop) => ['', ...hopText(hop, falls, paint, width)]),
    ...fallsWithoutHop(hops, falls).flatMap((fall) => ['', ...fallText(fall, paint, width)]),
  ].join('\n');
}

const samePlace = (a: Pick<Hop, 'round' | 'stage'>, b: Pick<Fall, 'round' | 'stage'>): boolean =>
  a.round === b.round && a.stage === b.stage;

const fallsWithoutHop = (hops: readonly Hop[], falls: readonly Fall[]): readonly Fall[] =>
  falls.filter((fall) => !hops.some((hop) => samePlace(hop, fall)));

function hopText(hop: Hop, falls: readonly Fall[], paint: Paint, width: number): string[] {
  const { round, stage, revision, id, parents, fields, calls } = hop;
  const at = revision === undefined ? ', named by no commit' : revision > 1 ? `, revision ${revision}` : '';
  return [
    `${paint('strong', round === 0 ? `${stage}` : `round ${round} ${stage}`)}  ${id}${at}${parents.length > 0 ? `  from ${parents.join(', ')}` : ''}`,
    ...Object.entries(fields).flatMap(([name, value]) => fieldText(name, value, paint, width)),
    ...calls.flatMap((call) => callText(call, paint, width)),
    ...falls.filter((fall) => samePlace(hop, fall)).flatMap((fall) => partText(fall, paint, width)),
  ];
}

function fieldText(name: string, value: unknown, paint: Paint, width: number): string[] {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, Array.isArray(value) ? 1 : 0);
  const lines = wrap(text, width, '    ');
  if (lines.length === 1 && name.length + text.length + 4 <= width) return [`  ${paint('weak', `${name}:`)} ${text}`];
  return [`  ${paint('weak', `${name}:`)}`, ...lines];
}

function callText({ key, answer, entry }: TracedCall, paint: Paint, width: number): string[] {
  if (!entry) return [`  ${paint('bad', 'answer not in the journal')}  key ${key}, sha256 ${answer}`];
  const { call, sample, ask, model, text, finishReason, promptTokens, completionTokens, latencyMs, at, worker } = entry;
  const which = `${call}${sample > 0 ? ` sample ${sample}` : ''}${ask > 0 ? ` ask ${ask + 1}` : ''}`;
  return [
    `  ${paint('good', which)}  ${model}  ${count(promptTokens)} + ${count(completionTokens)} tokens, ${finishReason}, ${duration(latencyMs)}, ${moment(at)}, ${worker}`,
    ...wrap(text.trimEnd(), width, '    │ '),
    `    ${paint('weak', `key ${key.slice(0, 16)}…, answer sha256 ${answer.slice(0, 16)}…, ${bytes(Buffer.byteLength(text))}`)}`,
  ];
}

function partText({ unit, kind, reason, detail }: Fall, paint: Paint, width: number): string[] {
  const what = `${unit ?? 'the item'} ${kind}: ${reason}`;
  return [
    `  ${paint('warn', what)}${clip(detail ? `  ${JSON.stringify(detail)}` : '', Math.max(0, width - what.length - 2))}`,
  ];
}

function fallText(fall: Fall, paint: Paint, width: number): string[] {
  return [
    paint('strong', fall.round === 0 ? fall.stage : `round ${fall.round} ${fall.stage}`),
    ...partText(fall, paint, width),
    ...fall.calls.flatMap((call) => callText(call, paint, width)),
  ];
}
