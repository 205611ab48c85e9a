import type { Catalogue } from '../catalogue.ts';
import type { withdrawal as indonesian } from '../id/withdrawal.ts';

export const withdrawal: Catalogue<typeof indonesian> = {
  title: 'Take someone out of the recording',
  about:
    'When someone withdraws their consent, their voice, picture and questions are deleted for good. The episode is made again without them, their name and their questions. Whoever asked without a name is known by the question alone, one at a time.',
  action: 'Take out {{name}}',
  confirmTitle: 'Take {{name}} out of the recording?',
  confirmText:
    'Everything recorded under this name is deleted and cannot be brought back. The episode is taken down now, and appears again once it has been made without this person.',
  alsoAs: 'also as {{names}}',
  alsoGone:
    'This person was also recorded as {{names}}. All that was recorded or asked under that name is deleted with it, even if it is somebody else’s.',
  afterwards: 'Then there are two things that only you can do:',
  ownWords:
    'Read the title of the session, and the title and notes of the episode: a name that you wrote there does not go by itself. When you change the episode’s, press Make the episode again below them, so that its files change too.',
  stillHeard:
    'Listen where the health of the recording says so: someone else’s microphone may have picked this person up while both were speaking, and that cannot be taken away.',
  confirmAskerText:
    'This question, or every question under this name, is deleted, also from notes and chapters, and cannot be brought back. An episode that has it is taken down now, and appears again once it has been made anew. What others said about it is still heard; cut it out on the editing page if need be.',
  asked: 'only asked',
  question: 'A question without a name',
  questionText: 'the question without a name “{{text}}”',
  confirm: 'Delete for good',
  done: 'taken out by {{by}},',
};
