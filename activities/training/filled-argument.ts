import type { TrainingRequest } from './trainer.ts';

/** A training as templates of commands and manifests see it. */
export type TemplateValues = Omit<TrainingRequest, 'hyperparameters' | 'fileName'> & {
  /** Folder for what the program leaves. */
  readonly out: string;
};

/** A text of a template with `{file}`, `{model}`, `{steps}`, `{epochs}`, `{seed}`, `{name}` and `{out}` filled in; other braces stay. */
export function filledArgument(
  argument: string,
  { file, out, model, steps, epochs, seed, suffix }: TemplateValues,
): string {
  const values: Readonly<Record<string, string | number>> = { file, out, model, steps, epochs, seed, name: suffix };
  return argument.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
