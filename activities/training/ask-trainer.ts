import { APIError } from 'openai';
import { askUntilAnswered, type Trouble } from '../ask-until-answered.ts';
import { MmsynthError } from '../errors.ts';
import { TrainerAway } from './trainer-away.ts';

export interface TrainerPatience {
  /** For people: where the trainer is. */
  readonly label: string;
  readonly signal: AbortSignal;
  /** How long to go on asking a trainer that is down, in ms. Workers: Infinity; the command: some seconds. */
  readonly forMs: number;
  /** Told what is waited for, and undefined once it answers. */
  readonly onWait?: (waitingFor: string | undefined) => void;
}

const firstPauseMs = 250;
const longestPauseMs = 10_000;

/** No answer, a server error, or too many requests: asking again may help. */
function isPassing(error: APIError): boolean {
  const { status } = error;
  return status === undefined || status >= 500 || status === 429 || status === 408 || status === 409;
}

const remedyOf = (error: APIError | TrainerAway): string =>
  error instanceof TrainerAway ? error.remedy : 'start it, or correct training.baseUrl';

/**
 * Asks until the trainer answers, patience ends or the signal aborts. What it refuses throws `trainer_rejects` at once, a
 * trainer that stays down `trainer_unreachable`.
 */
export function askTrainer<T>(
  what: string,
  { label, ...patience }: TrainerPatience,
  ask: () => Promise<T>,
): Promise<T> {
  const troubleOf = (error: unknown): Trouble => {
    if (!(error instanceof APIError || error instanceof TrainerAway)) return { kind: 'final', error };
    if (error instanceof APIError && !isPassing(error))
      return {
        kind: 'final',
        error: new MmsynthError(
          'trainer_rejects',
          `the trainer at ${label} refused to ${what}: ${error.message}; check training.model, training.apiKeyEnv and the training's settings.`,
          { cause: error },
        ),
      };
    return {
      kind: 'passing',
      waitingFor: `trainer: ${error.message}`,
      whenGivenUp: new MmsynthError(
        'trainer_unreachable',
        `the trainer does not answer at ${label} (could not ${what}: ${error.message}); ${remedyOf(error)}.`,
        { cause: error },
      ),
    };
  };
  return askUntilAnswered(ask, troubleOf, { ...patience, firstPauseMs, longestPauseMs });
}
