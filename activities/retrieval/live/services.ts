import { brave } from './brave.ts';
import type { LiveProvider, LiveService } from './provider.ts';
import { searxng } from './searxng.ts';
import { serpapi } from './serpapi.ts';
import { serper } from './serper.ts';
import { tavily } from './tavily.ts';

/** Every search service a spec may name. */
export const liveServices: Readonly<Record<LiveProvider, LiveService>> = { brave, searxng, serpapi, serper, tavily };
