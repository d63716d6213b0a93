import { Command } from 'commander';
import { addAudit } from './verbs/audit.ts';
import { addCancel } from './verbs/cancel.ts';
import { addCorpus } from './verbs/corpus.ts';
import { addDemo } from './verbs/demo.ts';
import { addDoctor } from './verbs/doctor.ts';
import { addDown } from './verbs/down.ts';
import { addDynvqaDemo } from './verbs/dynvqa-demo.ts';
import { addEval } from './verbs/eval.ts';
import { addExport } from './verbs/export.ts';
import { addFlorenceDemo } from './verbs/florence-demo.ts';
import { addFork } from './verbs/fork.ts';
import { addLaunch } from './verbs/launch.ts';
import { addList } from './verbs/list.ts';
import { addPause, addUnpause } from './verbs/pause.ts';
import { addPlan } from './verbs/plan.ts';
import { addReport } from './verbs/report.ts';
import { addResume } from './verbs/resume.ts';
import { addRetry } from './verbs/retry.ts';
import { addReview } from './verbs/review.ts';
import { addSchedule } from './verbs/schedule.ts';
import { addStatus } from './verbs/status.ts';
import { addSums } from './verbs/sums.ts';
import { addTrace } from './verbs/trace.ts';
import { addUp } from './verbs/up.ts';
import { addWorker } from './verbs/worker.ts';

/** The command, a file a verb. Help lists them in this order: what one does first comes first. */
export function program(): Command {
  const command = new Command('mmsynth')
    .description('Multimodal data synthesis campaigns, durable to the last answer.')
    .option('--debug', 'print the stack of an unexpected error')
    .showSuggestionAfterError()
    .exitOverride();
  const verbs = [
    addLaunch,
    addPlan,
    addList,
    addStatus,
    addPause,
    addUnpause,
    addCancel,
    addResume,
    addRetry,
    addReview,
    addSchedule,
    addFork,
    addAudit,
    addTrace,
    addReport,
    addExport,
    addEval,
    addCorpus,
    addWorker,
    addUp,
    addDown,
    addDoctor,
    addSums,
    addDemo,
    addFlorenceDemo,
    addDynvqaDemo,
  ];
  for (const add of verbs) add(command);
  for (const verb of command.commands) verb.exitOverride().showSuggestionAfterError();
  return command;
}
