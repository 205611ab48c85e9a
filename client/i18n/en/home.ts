import type { Catalogue } from '../catalogue.ts';
import type { home as indonesian } from '../id/home.ts';

export const home: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
