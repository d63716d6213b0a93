import type { Command } from 'commander';
import { scheduleRefresh, type Scheduled, type ScheduledClass, type ScheduleRequest } from '../campaign/schedule.ts';
import { print } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addSchedule(program: Command): void {
  program
    .command('schedule')
    .argument('<id>', 'a sealed refresh of a Dyn-VQA release')
    .description('refresh the newest release of a series, each class of questions on a Temporal Schedule of its own')
    .option('--class <name>', 'only fast, slow or never')
    .option(
      '--cron <expression>',
      'when, in UTC, for the class named; by default on the first of every month, quarter or year',
    )
    .option('--now', 'fire now as well')
    .option('--pause', 'fire no more until --unpause')
    .option('--unpause', 'fire again')
    .option('--remove', 'remove the schedules; their releases stay')
    .option('--json', 'one JSON object')
    .action((id: string, options: ScheduleRequest & { json?: boolean }) =>
      withSession(async (session) => {
        const scheduled = await scheduleRefresh(session, id, options);
        print(options, scheduled, () => textOf(scheduled));
      }),
    );
}

function textOf({ campaign, schedules }: Scheduled): string {
  const lines = schedules.map(lineOf);
  if (schedules.some(({ triggered }) => triggered))
    lines.push(
      `Fired; \`mmsynth list\` shows the campaign ${campaign}-YYYYMM in about a minute. A class that its month's release was made without waits for the next month's.`,
    );
  return lines.join('\n');
}

function lineOf({ class: name, state, cron, next }: ScheduledClass): string {
  if (state === 'removed') return `${name}: removed; its releases stay.`;
  const when = state === 'paused' ? 'paused' : `next ${next[0] ?? 'never'}`;
  return `${name}: ${cron} (UTC), ${when}.`;
}
