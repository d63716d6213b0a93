import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../errors.ts';
import { type Detached, startDetached } from '../process/detached.ts';
import { isAlive } from '../process/identity.ts';
import { lastLine, readFrom } from '../process/log.ts';
import { terminate } from '../process/terminate.ts';
import type { OnProgress } from '../progress.ts';
import { stackPaths } from './home.ts';
import type { Part, PartContext, PartPlan } from './part.ts';
import type { PartRecord } from './stack-file.ts';

const POLL = 100;

const configurationOf = ({ command, inputs = [] }: PartPlan): string =>
  createHash('sha256')
    .update(JSON.stringify([command.file, command.args, inputs]))
    .digest('hex');

type Start = 'ready' | { readonly endedWith: string };

/** Waits until the part answers or ends; tells what it says meanwhile. @throws StackError after the part's time */
const untilReady = async (
  part: Part,
  plan: PartPlan,
  log: string,
  started: Detached,
  onProgress: OnProgress,
): Promise<Start> => {
  const begun = performance.now();
  let message = 'starting';
  for (;;) {
    const alive = await isAlive(started.identity);
    const output = await readFrom(log, started.logOffset);
    if (!alive) return { endedWith: output };
    if (part.tellsProgress) message = lastLine(output)?.replace(`${part.name}: `, '') ?? message;
    onProgress({ subject: part.name, message, seconds: (performance.now() - begun) / 1000 });
    if (await plan.isReady(output)) return 'ready';
    if (performance.now() - begun > part.startTimeout) {
      await terminate(started.identity, part.stopGrace);
      throw new StackError(
        'part_failed',
        `${part.name} did not answer within ${part.startTimeout / 1000} s; see ${log}.`,
      );
    }
    await sleep(POLL);
  }
};

/**
 * Brings one part up: kept where it runs as it would be started now, else started (anew).
 * @param record told of the process as soon as it is there, so that a start that is cut off can be stopped later
 * @throws StackError `part_failed` with what the part said last
 */
export const startPart = async (
  part: Part,
  context: PartContext,
  before: PartRecord | undefined,
  record: (after: PartRecord) => Promise<void>,
): Promise<'kept' | 'started'> => {
  const plan = await part.plan(context);
  const configuration = configurationOf(plan);
  if (before !== undefined && (await isAlive(before.process))) {
    if (before.configuration === configuration) {
      await plan.prepare?.();
      return 'kept';
    }
    context.onProgress({ subject: part.name, message: 'stopping, to start it with other settings' });
    await terminate(before.process, part.stopGrace);
  }
  const log = stackPaths(context.home).log(part.name);
  const started = await startDetached({ ...plan.command, log });
  await record({ process: started.identity, configuration, startedAt: new Date().toISOString(), log });
  const start = await untilReady(part, plan, log, started, context.onProgress);
  if (start !== 'ready') {
    if (await part.recover?.(context, start.endedWith)) return startPart(part, context, undefined, record);
    const said = lastLine(start.endedWith) ?? `${part.name} ended at its start without a word`;
    throw new StackError('part_failed', `${said} (log: ${log})`);
  }
  await plan.prepare?.();
  return 'started';
};
