import { createHash } from 'node:crypto';
import express, { type Response, type Router } from 'express';
import type { EpisodeRepository } from '../episodes/episode.ts';
import { toChaptersJson } from '../feeds/chapters-json.ts';
import { chaptersPath } from '../feeds/feed.ts';
import type { FeedService, RenderedFeed } from '../feeds/feed-service.ts';
import { AppError } from '../platform/app-error.ts';
import { feedPath } from '../series/series.ts';
import { prepare, sendPrepared, type Prepared } from './delivery/prepared.ts';
import { readParams } from './read-params.ts';
import { linkOrigin } from './request-origin.ts';
import { ByCode, BySlug } from './route-params.ts';

/** Apps poll; a change may reach them this much later. */
const cacheControl = 'public, max-age=300';

type Options = {
  feeds: FeedService;
  episodes: Pick<EpisodeRepository, 'find'>;
  publicOrigin: string | undefined;
};

/** What podcast apps fetch besides media: the feed of a series, and an episode's chapters. */
export function createFeedRoutes({ feeds, episodes, publicOrigin }: Options): Router {
  const router = express.Router();
  /** Compressed once per rendered feed; forgotten with it. */
  const prepared = new WeakMap<RenderedFeed, Promise<Prepared>>();

  router.get(feedPath(':slug'), async (req, res) => {
    allowEveryOrigin(res);
    const { slug } = readParams(BySlug, req.params);
    const feed = await feeds.find(slug, linkOrigin(req, publicOrigin));
    if (!feed) throw new AppError('not-found', 'There is no such series.');
    let answer = prepared.get(feed);
    if (!answer) {
      answer = prepare({
        ...feed,
        contentType: 'application/rss+xml; charset=utf-8',
        cacheControl,
      });
      prepared.set(feed, answer);
    }
    sendPrepared(req, res, await answer);
  });

  router.get(chaptersPath(':code'), async (req, res) => {
    allowEveryOrigin(res);
    const { code } = readParams(ByCode, req.params);
    const episode = await episodes.find(code);
    if (episode?.state !== 'published')
      throw new AppError('not-found', 'There is no such episode.');
    const body = Buffer.from(toChaptersJson(episode.chapters));
    sendPrepared(
      req,
      res,
      await prepare({
        body,
        etag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"`,
        lastModified: episode.updatedAt,
        contentType: 'application/json+chapters',
        cacheControl,
      }),
    );
  });
  return router;
}

/** Players on other sites read feeds and chapters too. */
function allowEveryOrigin(res: Response): void {
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Expose-Headers', 'ETag');
}
