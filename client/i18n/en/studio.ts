import type { Catalogue } from '../catalogue.ts';
import type { studio as indonesian } from '../id/studio.ts';

export const studio: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
