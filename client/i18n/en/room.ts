import type { Catalogue } from '../catalogue.ts';
import type { room as indonesian } from '../id/room.ts';

export const room: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
