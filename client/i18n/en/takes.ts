import type { Catalogue } from '../catalogue.ts';
import type { takes as indonesian } from '../id/takes.ts';

export const takes: Catalogue<typeof indonesian> = {
  until: 'The original recording is kept until',
  afterwards:
    'Then it is deleted: what is published stays, but can no longer be edited or made again.',
  deleted: 'The original recording was deleted on',
  readBack_one:
    'Before that, {{count}} file of the episode was read back whole and found intact. This episode can no longer be edited or made again.',
  readBack_other:
    'Before that, {{count}} files of the episode were read back whole and found intact. This episode can no longer be edited or made again.',
  nothingRead: 'Nothing more can be made of it.',
  held: 'The original recording has had its time, but is not deleted yet: a file of the episode is not as it was published. Ask whoever looks after the server. Making the episode again repairs it.',
  heldKey: 'File: {{key}}',
  editUntil: 'Can be edited until',
  cannotEdit:
    'The original recording was deleted when its time was over, so this episode can no longer be edited. Its title and notes can still be changed on the session’s page.',
  withdrawAbout:
    'The original recording is deleted, so the episode cannot be made again without someone. When someone withdraws their consent, the whole episode is deleted for good.',
  withdrawText:
    'The episode cannot be made again without this person, because the original recording is deleted. So the whole episode, its sound, video and notes, is deleted now and cannot be brought back.',
};
