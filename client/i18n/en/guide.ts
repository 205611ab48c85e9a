import type { Catalogue } from '../catalogue.ts';
import type { guide as indonesian } from '../id/guide.ts';

export const guide: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
