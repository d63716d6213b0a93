import type { Part } from '../part.ts';
import { model } from './model.ts';
import { s3 } from './s3.ts';
import { temporal } from './temporal.ts';
import { trainer } from './trainer.ts';
import { worker } from './worker.ts';

/** In the order of starting. A part only needs those before it. */
export const parts: readonly Part[] = [s3, temporal, model, trainer, worker];
