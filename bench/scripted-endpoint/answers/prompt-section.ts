import type { ScriptedRequest } from '../options.ts';

type Message = ScriptedRequest['messages'][number];

export function textOf({ content }: Message): string {
  return typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('\n');
}

/** What stands under the last `## title` of a prompt, or undefined where there is none. */
export function sectionOf(prompt: string, title: string): string | undefined {
  const heading = `## ${title}\n`;
  const at = prompt.lastIndexOf(heading);
  if (at < 0) return undefined;
  const end = prompt.indexOf('\n\n## ', at);
  return prompt.slice(at + heading.length, end < 0 ? undefined : end);
}
