import { createHash } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import { renderFeed } from './feed.ts';
import type { FeedRepository } from './feed-source.ts';

/** Feeds kept rendered. Without a configured address there is one per name the hub is reached by. */
const maxKept = 100;

export type RenderedFeed = {
  body: Buffer;
  /** Strong and quoted: of these bytes. */
  etag: string;
  /** Of the content. */
  lastModified: Date;
};

export type FeedService = {
  /** Undefined when there is no such series. The same object as long as nothing has changed. */
  find(slug: string, origin: string): Promise<RenderedFeed | undefined>;
};

type Deps = { feeds: FeedRepository; clock: Clock };
type Kept = { version: string; feed: RenderedFeed };

/** Renders a feed once per change, however many apps ask for it. */
export function createFeedService({ feeds, clock }: Deps): FeedService {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<RenderedFeed | undefined>>();

  async function findNow(slug: string, origin: string, id: string) {
    const now = clock.now();
    const version = await feeds.findVersion(slug, now);
    if (version === undefined) return undefined;
    const known = kept.get(id);
    if (known?.version === version) return known.feed;

    const source = await feeds.find(slug, now);
    if (!source) return undefined;
    const body = Buffer.from(renderFeed(source, origin));
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
    const feed = { body, etag: `"${hash}"`, lastModified: source.changedAt };
    kept.delete(id);
    kept.set(id, { version, feed });
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    return feed;
  }

  return {
    find(slug, origin) {
      const id = `${origin} ${slug}`;
      let answer = asking.get(id);
      if (!answer) {
        answer = findNow(slug, origin, id).finally(() => asking.delete(id));
        asking.set(id, answer);
      }
      return answer;
    },
  };
}
