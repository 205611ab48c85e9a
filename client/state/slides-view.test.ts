import { expect, test } from 'vitest';
import type { Deck, ShownSlide } from '../../server/protocol/slides.ts';
import { applySlidesNotice, type SlidesView } from './slides-view.ts';

const picture = { url: '/media/slides/s/1.webp', width: 800, height: 450 };
const shown: ShownSlide = {
  ...{ deckId: 'deck', title: 'Kuliah', page: 0, pages: 2, text: '' },
  ...{ small: picture, full: picture },
};
const decks: Deck[] = [{ deckId: 'deck', title: 'Kuliah', pageCount: 2, pages: [] }];
const nothing: SlidesView = { decks: [] };

test('a page is shown, turned and hidden; the decks stay', () => {
  let view = applySlidesNotice({ decks }, { name: 'slides:shown', notice: shown });
  expect(view).toEqual({ decks, shown });
  const turned = { ...shown, page: 1 };
  view = applySlidesNotice(view, { name: 'slides:shown', notice: turned });
  expect(view.shown).toEqual(turned);
  view = applySlidesNotice(view, { name: 'slides:hidden', notice: {} });
  expect(view).toEqual({ decks });
});

test('decks are replaced whole, whatever is shown', () => {
  const view = applySlidesNotice(
    { ...nothing, shown },
    { name: 'decks:changed', notice: { decks } },
  );
  expect(view).toEqual({ decks, shown });
});

test('what is told of other things changes nothing', () => {
  const view = applySlidesNotice(nothing, { name: 'peer:left', notice: { peerId: 'budi' } });
  expect(view).toBe(nothing);
});
