import type { Catalogue } from '../catalogue.ts';
import type { deletion as indonesian } from '../id/deletion.ts';

export const deletion: Catalogue<typeof indonesian> = {
  title: 'Delete the session',
  about: 'This session was never recorded. Only the plan and its invitations go.',
  aboutRecorded:
    'Deletes the whole session: recording, episode, and everything written in it. Nothing brings it back.',
  wait: 'Its recording is being saved. The session can be deleted after that.',
  delete: 'Delete the session',
  confirmTitle: 'Delete this session?',
  confirmText:
    '"{{title}}" and all its invitations will be gone. Links already shared stop working. This cannot be undone.',
  recordedTitle: 'Delete "{{title}}" for ever?',
  goes: 'This is deleted, and nobody can bring it back:',
  episode: 'Its episode: sound, video and page. It leaves the podcast feed at once.',
  recording: 'The original recording, the sound and pictures of everyone.',
  written: 'Questions, chat, polls, marks and the list of who was there.',
  prepared:
    'Slides, running order, invitations, practice recordings and answers about consent.',
  stops: 'The processing that is going on is stopped.',
  copies: 'What people have downloaded, or what podcast apps have kept, cannot be called back.',
  rather:
    'Do you only want the episode not to be shown any more? Press Cancel, then Withdraw. That can be undone.',
  type: 'Type "{{word}}" to go on',
  word: 'delete',
  wrong: 'Not the same yet. Type "{{word}}".',
  forever: 'Delete for ever',
  done: 'The session is deleted.',
};
