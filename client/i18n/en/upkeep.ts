import type { Catalogue } from '../catalogue.ts';
import type { upkeep as indonesian } from '../id/upkeep.ts';

export const upkeep: Catalogue<typeof indonesian> = {
  title: 'The server needs attention',
  purges_one: '{{count}} deletion is not finished, since',
  purges_other: '{{count}} deletions are not finished, the oldest since',
  purgesAfterwards:
    'The server goes on trying by itself, but what should be gone is still in the storage. Tell whoever looks after the server: the storage may be out of reach, or refuse.',
  takes:
    'These recordings have had their time, but are not deleted, because their episodes could not yet be read back whole:',
  changed: 'the file {{key}} is not as it was published. Making the episode again repairs it.',
  unread: 'the storage could not be read yet. Tell whoever looks after the server.',
};
