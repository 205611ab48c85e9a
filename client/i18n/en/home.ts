import type { Catalogue } from '../catalogue.ts';
import type { home as indonesian } from '../id/home.ts';

export const home: Catalogue<typeof indonesian> = {
  lead: 'Live conversations and their recordings, for everyone. No account, no app.',
  live: 'On air',
  joinNow: 'Join now',
  liveSince: 'Since {{clock}}',
  next: 'Coming up',
  details: 'See the session',
  latest: 'Latest episodes',
  episodes: 'Episodes',
  listen: 'Listen',
  watch: 'Watch',
  series: 'Series',
  length: '{{length}} long',
  video: 'Video and sound',
  audio: 'Sound only',
  search: 'Search sessions, episodes and series',
  searchNothing: 'Nothing matches "{{query}}"',
  searchHint: 'Try a shorter word, or check the spelling.',
  showAll: 'Show everything',
  emptyTitle: 'It is still quiet here',
  emptyText: 'There are no sessions or episodes yet. Come by another time.',
  emptyHost: 'Make the first series',
  notReadyTitle: 'This Serambi is not set up yet',
  notReadyText:
    'Open the one-time link that was printed on the screen when Serambi was started. There you make the first account.',
  seriesBy: 'By {{author}}',
  noUpcoming: 'No session is planned yet. Subscribe, and you will not miss the next.',
  noEpisodes: 'No episodes yet. Recordings of sessions will appear here.',
  manage: 'Manage in the studio',
  subscribe: {
    title: 'Subscribe',
    text: 'New episodes come to your podcast app by themselves. Free, and nobody asks for your email address.',
    apple: 'Open in Apple Podcasts',
    pocketCasts: 'Open in Pocket Casts',
    antennaPod: 'Open in AntennaPod',
    address: 'RSS address',
    addressHelp:
      'For other apps: copy this address and paste it under "Add by URL" in your podcast app.',
    qr: 'QR code for the RSS address of {{title}}',
  },
};
