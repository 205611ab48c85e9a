import type { Catalogue } from '../catalogue.ts';
import type { partners as indonesian } from '../id/partners.ts';

/** Who a series is held together with. */
export const partners: Catalogue<typeof indonesian> = {
  title: 'Partners',
  help: 'Who holds this series together with you. Their names and links go into the notes of each new episode.',
  name: 'Name of partner {{number}}',
  url: 'Website of partner {{number}}',
  urlHelp: 'For example: https://bookshop.example',
  add: 'Add a partner',
  remove: 'Remove partner {{number}}',
};
