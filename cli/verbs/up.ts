import type { Command } from 'commander';
import {
  progressPrinter,
  provisionEmbedder,
  provisionFfmpeg,
  provisionNsfwWeights,
  startStack,
  type PartName,
} from '../../infra/dev/index.ts';
import { note, print } from '../output.ts';

interface UpOptions {
  readonly model?: boolean;
  readonly trainer?: boolean;
  readonly embeddings?: boolean;
  readonly ffmpeg?: boolean;
  readonly nsfw?: boolean;
  readonly ui?: boolean;
  readonly worker: boolean;
  readonly json?: boolean;
}

export function addUp(program: Command): void {
  program
    .command('up')
    .description(
      'start the embedded stack: Temporal, object store, worker, and on demand the local model and the trainer',
    )
    .option('--model', 'the local inference endpoint too')
    .option('--trainer', 'the training service with its tiny model too')
    .option('--embeddings', 'the local inference endpoint too, with the model for vectors of texts fetched')
    .option('--ffmpeg', 'fetch an ffmpeg too, by which video files are read')
    .option('--nsfw', 'fetch the weights of the NSFW rating too')
    .option('--ui', "Temporal's web interface too")
    .option('--no-worker', 'without a worker')
    .option('--json', 'one JSON object')
    .action(async (options: UpOptions) => {
      const printer = progressPrinter(process.stderr);
      const parts: PartName[] = [
        'temporal',
        's3',
        ...(options.model || options.embeddings ? ['model' as const] : []),
        ...(options.trainer ? ['trainer' as const] : []),
        ...(options.worker ? ['worker' as const] : []),
      ];
      if (options.embeddings) await provisionEmbedder(process.env, note);
      if (options.ffmpeg) await provisionFfmpeg(process.env, note);
      if (options.nsfw) await provisionNsfwWeights(process.env, note);
      const stack = await startStack({
        parts,
        ...(options.ui ? { ui: true } : {}),
        onProgress: printer.onProgress,
      }).finally(printer.done);
      const { home, parts: states, uiUrl } = stack;
      print(options, { home, parts: states, uiUrl }, () =>
        [
          ...Object.entries(states).map(([name, state]) => `${name.padEnd(9)} ${state}`),
          `data and logs in ${home}${uiUrl ? `\nTemporal UI at ${uiUrl}` : ''}`,
        ].join('\n'),
      );
    });
}
