import type { Catalogue } from '../catalogue.ts';
import type { account as indonesian } from '../id/account.ts';

export const account: Catalogue<typeof indonesian> = {
  title: 'Serambi',
};
