import type { LiveProvider } from '../../../activities/retrieval/live/provider.ts';

interface Recorded {
  readonly search_text: unknown;
  readonly search_images: unknown;
  /** Where the service has it. */
  readonly search_by_image?: unknown;
  readonly nothing: unknown;
}

/** Answers in the shape of each service, written by hand after its documentation, with fields that are of no use left in. */
export const recorded: Readonly<Record<LiveProvider, Recorded>> = {
  serper: {
    search_text: {
      searchParameters: { q: 'eiffel tower', gl: 'us', type: 'search', engine: 'google' },
      knowledgeGraph: { title: 'Eiffel Tower', type: 'Tower' },
      organic: [
        {
          title: 'Eiffel Tower',
          link: 'https://a.example/tower',
          snippet: 'The tower is 330 m tall.',
          date: 'Mar 4, 2025',
          position: 1,
          sitelinks: [],
        },
        { title: 'Paris', link: 'https://b.example/paris', date: '2 days ago', position: 2 },
      ],
      credits: 1,
    },
    search_images: {
      images: [
        {
          title: 'The tower at night',
          imageUrl: 'https://img.example/tower.jpg',
          imageWidth: 1200,
          imageHeight: 800,
          thumbnailUrl: 'https://img.example/thumb.jpg',
          source: 'A',
          domain: 'a.example',
          link: 'https://a.example/night',
          position: 1,
        },
      ],
    },
    search_by_image: {
      organic: [
        {
          title: 'Eiffel Tower - Wiki',
          source: 'Wiki',
          link: 'https://wiki.example/tower',
          thumbnailUrl: 'https://img.example/thumb.jpg',
        },
      ],
    },
    nothing: { searchParameters: { q: 'x' }, credits: 1 },
  },
  serpapi: {
    search_text: {
      search_metadata: { id: '1', status: 'Success' },
      organic_results: [
        {
          position: 1,
          title: 'Eiffel Tower',
          link: 'https://a.example/tower',
          redirect_link: 'https://g.example/r',
          displayed_link: 'a.example',
          snippet: 'The tower is 330 m tall.',
          date: 'Mar 4, 2025',
          source: 'A',
        },
        { position: 2, title: 'Paris', link: 'https://b.example/paris' },
      ],
    },
    search_images: {
      images_results: [
        {
          position: 1,
          thumbnail: 'https://img.example/thumb.jpg',
          source: 'A',
          title: 'The tower at night',
          link: 'https://a.example/night',
          original: 'https://img.example/tower.jpg',
          original_width: 1200,
          original_height: 800,
          is_product: false,
        },
      ],
    },
    search_by_image: {
      visual_matches: [
        {
          position: 1,
          title: 'Eiffel Tower - Wiki',
          link: 'https://wiki.example/tower',
          source: 'Wiki',
          thumbnail: 'https://img.example/thumb.jpg',
        },
      ],
    },
    nothing: {
      search_metadata: { status: 'Success' },
      error: "Google hasn't returned any results for this query.",
    },
  },
  brave: {
    search_text: {
      type: 'search',
      query: { original: 'eiffel tower' },
      web: {
        type: 'search',
        results: [
          {
            title: 'Eiffel Tower',
            url: 'https://a.example/tower',
            description: 'The tower is 330 m tall.',
            page_age: '2025-03-04T10:20:30',
            age: 'March 4, 2025',
            language: 'en',
            family_friendly: true,
          },
          { title: 'Paris', url: 'https://b.example/paris', description: 'A city.' },
        ],
      },
    },
    search_images: {
      type: 'images',
      results: [
        {
          type: 'image_result',
          title: 'The tower at night',
          url: 'https://a.example/night',
          source: 'a.example',
          thumbnail: { src: 'https://imgs.brave.example/thumb.jpg' },
          properties: { url: 'https://img.example/tower.jpg', placeholder: 'https://imgs.brave.example/p.jpg' },
        },
      ],
    },
    nothing: { type: 'search', query: { original: 'x' } },
  },
  tavily: {
    search_text: {
      query: 'eiffel tower',
      answer: null,
      images: [],
      results: [
        {
          title: 'Eiffel Tower',
          url: 'https://a.example/tower',
          content: 'The tower is 330 m tall.',
          score: 0.91,
          raw_content: null,
          published_date: '2025-03-04',
        },
        { title: 'Paris', url: 'https://b.example/paris', content: 'A city.', score: 0.4, published_date: null },
      ],
      response_time: 1.1,
    },
    search_images: {
      query: 'eiffel tower',
      images: [{ url: 'https://img.example/tower.jpg', description: 'The tower at night' }],
      results: [],
    },
    nothing: { query: 'x', images: [], results: [], response_time: 0.5 },
  },
  searxng: {
    search_text: {
      query: 'eiffel tower',
      number_of_results: 2,
      results: [
        {
          url: 'https://a.example/tower',
          title: 'Eiffel Tower',
          content: 'The tower is 330 m tall.',
          publishedDate: '2025-03-04T00:00:00',
          engine: 'duckduckgo',
          parsed_url: ['https', 'a.example', '/tower', '', '', ''],
          template: 'default.html',
          score: 2,
          category: 'general',
        },
        { url: 'https://b.example/paris', title: 'Paris', content: '', publishedDate: null, engine: 'bing', score: 1 },
      ],
      answers: [],
      suggestions: [],
    },
    search_images: {
      query: 'eiffel tower',
      results: [
        {
          url: 'https://a.example/night',
          title: 'The tower at night',
          content: '',
          img_src: '//img.example/tower.jpg',
          thumbnail_src: 'https://img.example/thumb.jpg',
          resolution: '1200x800',
          engine: 'bing images',
          template: 'images.html',
          category: 'images',
        },
      ],
    },
    nothing: { query: 'x', results: [], unresponsive_engines: [['google', 'timeout']] },
  },
};
