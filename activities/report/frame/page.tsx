import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { RecipeReport, ReportSection, Thumbnail } from '../section.ts';
import type { ReportSummary } from '../summary.ts';
import { Header, Headline } from './header.tsx';
import { Rejects } from './rejects.tsx';
import { Rounds } from './rounds.tsx';
import { style } from './style.ts';

export interface PageContents {
  readonly title: string;
  readonly summary: ReportSummary;
  readonly recipe: RecipeReport;
  readonly section: ReportSection;
  readonly thumbnail: Thumbnail;
}

/** No script at all, no address but data: for pictures, and the one style sheet of the page by its hash. */
const policy = [
  "default-src 'none'",
  'img-src data:',
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function Page({ title, summary, recipe, section, samples }: PageContents & { readonly samples: VNode }): VNode {
  const warning = section.warning();
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${title} – mmsynth report`}</title>
        {/* The page's own constant; nothing of the data is in it. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>
          <Header title={title} summary={summary} />
          {warning === undefined ? null : (
            <p class="warning" role="note">
              {warning}
            </p>
          )}
          <Headline summary={summary} own={section.headline()} searches={section.searches?.() ?? 0} />
          <Rounds imported={summary.imported} rounds={summary.rounds} />
          {section.renderFigures()}
          <Rejects rejects={summary.rejects} parts={recipe.parts} explain={(reason) => recipe.explain(reason)} />
          {samples}
        </main>
        <footer>
          <p>Made by mmsynth from what stands in the store. All text from data is escaped; the page loads nothing.</p>
        </footer>
      </body>
    </html>
  );
}

/** The whole page as HTML text. */
export async function renderPage(contents: PageContents): Promise<string> {
  const samples = await contents.section.renderSamples(contents.thumbnail);
  return `<!doctype html>\n${renderToString(<Page {...contents} samples={samples} />)}\n`;
}
