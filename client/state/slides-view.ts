import type { RequestOutput } from '../../server/protocol/protocol.ts';
import type { NamedNotice } from './room-view.ts';

/** What is shown on stage as a picture, and the decks of those who may show them. */
export type SlidesView = RequestOutput<'slides:read'>;

export function applySlidesNotice(view: SlidesView, { name, notice }: NamedNotice): SlidesView {
  if (name === 'slides:shown') return { ...view, shown: notice };
  if (name === 'slides:hidden') return { decks: view.decks };
  if (name === 'decks:changed') return { ...view, decks: notice.decks };
  return view;
}
