import { z } from 'zod';
import { filledArgument, type TemplateValues } from './filled-argument.ts';

type Json = z.core.util.JSONType;

/** Annotations that lead back from a Job: the workflow run that asked, and the model it makes. */
export const runAnnotation = 'mmsynth/run';
export const modelAnnotation = 'mmsynth/model';

const container = z.looseObject({ image: z.string().min(1) });

/** A Job of batch/v1 as far as it matters here; the rest is the user's. */
export const jobTemplate = z.looseObject({
  apiVersion: z.literal('batch/v1').default('batch/v1'),
  kind: z.literal('Job').default('Job'),
  metadata: z
    .looseObject({
      labels: z.record(z.string(), z.string()).default({}),
      annotations: z.record(z.string(), z.string()).default({}),
    })
    .prefault({}),
  spec: z.looseObject({
    // A failure is told and trained again by `resume`, not by the cluster behind its back.
    backoffLimit: z.int().min(0).default(0),
    template: z.looseObject({
      spec: z.looseObject({
        restartPolicy: z.enum(['Never', 'OnFailure']).default('Never'),
        containers: z.tuple([container], container),
      }),
    }),
  }),
});
export type JobTemplate = z.infer<typeof jobTemplate>;

/** The Job of a training: every text of the template filled in, the command as that of its first container. */
export function jobManifest(
  template: JobTemplate,
  { name, run, command }: { readonly name: string; readonly run: string; readonly command: readonly string[] },
  values: TemplateValues,
): Json {
  const { metadata, spec } = template;
  const [first, ...others] = spec.template.spec.containers;
  const whole = {
    ...template,
    metadata: {
      ...metadata,
      name,
      labels: { 'app.kubernetes.io/managed-by': 'mmsynth', ...metadata.labels },
      annotations: { ...metadata.annotations, [runAnnotation]: run, [modelAnnotation]: values.suffix },
    },
    spec: {
      ...spec,
      template: {
        ...spec.template,
        spec: { ...spec.template.spec, containers: [{ ...first, command: [...command] }, ...others] },
      },
    },
  };
  return filledIn(whole as Json, values);
}

function filledIn(value: Json, values: TemplateValues): Json {
  if (typeof value === 'string') return filledArgument(value, values);
  if (Array.isArray(value)) return value.map((one) => filledIn(one, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filledIn(one, values)]));
}
