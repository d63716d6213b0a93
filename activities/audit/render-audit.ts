import { stateText } from '../status/render-status.ts';
import { bytes, count } from '../status/text/figures.ts';
import { defaultWidth, painter, type Paint, type TextOptions } from '../status/text/style.ts';
import { clip } from '../status/text/table.ts';
import type { AuditResult } from './audit-result.ts';
import { failuresTable, modelsTable, more, mostShown, roundsTable, runsTable } from './render-audit-tables.ts';
import { problemCodes, type ProblemCode } from './problem.ts';

/** `audit`: what ran, what it took, and what is wrong. */
export function renderAudit(result: AuditResult, options: TextOptions = {}): string {
  const paint = painter(options);
  const width = options.width ?? defaultWidth;
  const { campaign, recipe, state, history, artifacts, orphans, boughtTwice, usage } = result;
  return [
    `${paint('strong', campaign)}  ${recipe}  ${stateText(state, paint)}  workflow history ${history}`,
    '',
    ...roundsTable(result, paint, width),
    ...failuresTable(result, paint, width),
    ...runsTable(result, paint, width),
    ...modelsTable(result, paint, width),
    '',
    `${count(artifacts.count)} artifacts, ${bytes(artifacts.bytes)}; ${count(usage.requests)} answers paid for, ${count(boughtTwice)} of them twice`,
    ...(orphans.count > 0
      ? [
          `${count(orphans.count)} objects (${bytes(orphans.bytes)}) that no commit names, left by attempts that lost the race`,
        ]
      : []),
    ...verdict(result, paint, width),
  ].join('\n');
}

function verdict({ verified, problems, problemCount, answers }: AuditResult, paint: Paint, width: number): string[] {
  if (problemCount === 0) {
    return [
      verified
        ? paint(
            'good',
            'verified: every artifact hashes to its name, every item has one outcome, every call its answer',
          )
        : paint('weak', `no problem found${answers ? '' : '; `--verify` re-hashes every artifact'}`),
    ];
  }
  const codes = [...new Set(problems.map(({ code }) => code))];
  const shown = problems.slice(0, mostShown);
  return [
    paint('bad', `${count(problemCount)} ${problemCount === 1 ? 'problem' : 'problems'}`),
    ...codes.map((code: ProblemCode) => clip(`  ${code}: ${problemCodes[code]}`, width)),
    ...shown.flatMap(({ code, where, message }) => [`  ${paint('bad', code)} ${where}`, `    ${message}`]),
    ...more(problemCount, shown.length),
  ];
}
