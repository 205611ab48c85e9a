import type { Catalogue } from '../catalogue.ts';
import type { studioEpisode as indonesian } from '../id/studio-episode.ts';

export const studioEpisode: Catalogue<typeof indonesian> = {
  title: 'Episode',
  name: 'Title of the episode',
  notes: 'Episode notes',
  notesHelp:
    'Shown on the episode’s page and in podcast apps. **Bold**, *italic*, lists with - and links may be used.',
  review: 'Edit the recording',
  transcript: 'Transcript',
  transcriptText: 'What was said, in writing: upload, correct, publish as captions.',
  reviewText:
    'Is there something to take out? Cut the start, the end or the middle, and mend the chapters.',
  listen: 'Listen to it',
  loudness: 'Measured when done: {{lufs}} LUFS, peak {{peak}} dBTP. Podcasts use −16 ± 1 LUFS.',
  state: {
    draft: 'Not published yet. Only hosts can open it.',
    published: 'Published on the series page and in podcast apps.',
    remade:
      'Taken down for now. As soon as its sound has been made again, it is back on the series page and in podcast apps.',
    unpublished: 'Withdrawn. No longer shown on the series page and in podcast apps.',
  },
  publish: 'Publish',
  published: 'The episode is published.',
  unpublish: 'Withdraw',
  unpublishTitle: 'Withdraw this episode?',
  unpublishText:
    'The episode disappears from the series page and from podcast apps. You can publish it again.',
  unpublished: 'The episode is withdrawn.',
  open: 'Open the episode',
  link: 'Link of the episode',
  files:
    'Pages and the feed have this title and these notes. The files still have the old ones: on the title card, in the details of MP3 and M4A, and as the first chapter where you have not edited the chapters. The new ones come in when the episode is made again, along with what you changed under Edit the recording.',
  filesBegun: 'The episode is being made again with this title and these notes.',
  filesStay:
    'Pages and the feed have this title and these notes. The files keep the old ones: the original recording was deleted, so the episode cannot be made again.',
  remake: 'Make the episode again',
  conflict:
    'The title or the notes changed while you were writing: somebody else changed them, or somebody was taken out of the recording. What is shown now is what is saved. What you wrote yourself is not saved; copy from below what is still needed.',
  keptName: 'Title that you wrote',
  keptNotes: 'Notes that you wrote',
  dropKept: 'Discard this text',
  forgotten: 'The name of someone who was taken out of the recording was not saved.',
};
