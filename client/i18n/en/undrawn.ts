import type { Catalogue } from '../catalogue.ts';
import type { undrawn as indonesian } from '../id/undrawn.ts';

/** Letters that are not seen in an episode's picture. */
export const undrawn: Catalogue<typeof indonesian> = {
  text: 'Not seen in the episode’s picture: {{letters}}. It can show Latin, Arabic and Jawi, Cyrillic, Greek and Hebrew letters. On pages and in the podcast everything stays as you wrote it. Write it in Latin letters as well, so that it can be read in the picture.',
  names:
    'Names that are not seen in the episode’s picture, or only in part: {{names}}. It can show Latin, Arabic and Jawi, Cyrillic, Greek and Hebrew letters. Next time, ask the person to write their name in Latin letters as well when they come in.',
};
