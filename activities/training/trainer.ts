/** One training as a trainer is asked for it. */
export interface TrainingRequest {
  /** Base model, or the trained one it goes on from. */
  readonly model: string;
  /** Ends the trained model's name; letters, digits and dashes. */
  readonly suffix: string;
  readonly seed: number;
  readonly steps: number;
  readonly epochs: number;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  /** Path of the training file on this machine, and its name for the trainer. */
  readonly file: string;
  readonly fileName: string;
}

export interface TrainingJob {
  readonly id: string;
  readonly status: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  /** Workflow run that made it. */
  readonly run: string | undefined;
  /** Name of the trained model, once there is one. */
  readonly model: string | undefined;
  /** Folder with its adapter, of trainers that leave one on this machine. */
  readonly adapter?: string;
  /** Why it failed, in the trainer's words. */
  readonly error: string | undefined;
  /** What keeps it from running, in the trainer's words: no machine that is large enough, an image that is not there. */
  readonly waitingFor?: string;
}

export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/**
 * Who trains: a service with OpenAI's fine-tuning API, or a command. A job is known by the key it was made with, so it is
 * found again after a crash of whoever waited for it.
 */
export interface Trainer {
  /** For people: an address or a program. */
  readonly label: string;
  find(key: string): Promise<TrainingJob | undefined>;
  start(key: string, run: string, request: TrainingRequest): Promise<TrainingJob>;
  look(id: string): Promise<TrainingJob>;
  /** The newest loss told. */
  latest(id: string): Promise<LossPoint | undefined>;
  /** Every loss told, by step. */
  losses(id: string): Promise<readonly LossPoint[]>;
  cancel(id: string): Promise<void>;
}
