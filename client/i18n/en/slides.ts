import type { Catalogue } from '../catalogue.ts';
import type { slides as indonesian } from '../id/slides.ts';

export const slides: Catalogue<typeof indonesian> = {
  title: 'Slides',
  shown: 'Slide {{page}} of {{pages}}: {{title}}',
  enlarge: 'Enlarge the slide',
  larger: 'Larger',
  smaller: 'Smaller',
  close: 'Close',
  now: 'Slide on stage',
  pageOf: 'page {{page}} of {{pages}}',
  pageShown: '{{page}}, shown',
  showPage: 'Show page {{page}}',
  previous: 'Previous',
  next: 'Next',
  hide: 'Hide the slides',
  notes: 'Your notes',
  notesHelp: 'Seen only by hosts and by the person who presents these slides.',
  saveNotes: 'Save the notes',
  none: 'No slides yet',
  noneText:
    'Slides are shown as pictures: sharp, and far lighter on data than a shared screen.',
  pages_one: '{{count}} page',
  pages_other: '{{count}} pages',
  making: 'being made, {{made}} of {{count}} pages',
  problem: {
    damaged:
      'only {{made}} of {{count}} pages could be made. Save the PDF again, then send it once more.',
    interrupted:
      'only {{made}} of {{count}} pages were made before the server was started anew. Send the PDF once more.',
  },
  upload: 'Upload a PDF or pictures',
  uploading: 'Uploading {{done}} of {{count}} …',
  uploadHelp: 'A PDF, or several pictures at once. At most 40 MB and 200 pages.',
  wrongType: 'This is neither a PDF nor a picture. Save your slides as a PDF first.',
  tooLarge: 'This file is larger than 40 MB. Make its pictures smaller, then try again.',
  refused: 'This file cannot be read. If the PDF is locked, save it without a password.',
  delete: 'Delete {{title}}',
  deleteTitle: 'Delete these slides?',
  deleteText: 'All pages and their notes are deleted. This cannot be undone.',
  deleteButton: 'Delete the slides',
};
