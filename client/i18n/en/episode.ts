import type { Catalogue } from '../catalogue.ts';
import type { episode as indonesian } from '../id/episode.ts';

export const episode: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
