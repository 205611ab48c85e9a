import { uuidV5 } from '../platform/uuid-v5.ts';

/** The namespace that the podcast namespace's documentation gives for <podcast:guid>. */
const namespace = 'ead4c236-bf58-58c6-a2c6-a6b28d128cb6';

/** <podcast:guid> of a feed: made of its address without scheme and trailing slashes. */
export function podcastGuid(feedUrl: string): string {
  return uuidV5(namespace, feedUrl.replace(/^[a-z]+:\/\//i, '').replace(/\/+$/, ''));
}
