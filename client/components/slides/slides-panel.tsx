import './slides.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Deck } from '../../../server/protocol/slides.ts';
import { Button } from '../button.tsx';
import { EmptyState } from '../empty-state.tsx';
import { TextField } from '../text-field.tsx';
import type { PanelProps } from '../room/room-panels.tsx';
import { useAction } from '../room/use-action.ts';
import { useLive } from '../room/use-live.ts';
import { DeckUpload } from './deck-upload.tsx';

/** For those who present: what is shown, what comes next, the presenter's notes, and all pages to choose from. */
export function SlidesPanel({ room, session, floor }: PanelProps) {
  const { t } = useTranslation('slides');
  const view = useLive(floor.slides);
  const run = useAction({ repeats: true });
  const { request } = session;
  const { shown, decks = [] } = view ?? {};
  const deck = decks.find(({ deckId }) => deckId === shown?.deckId);
  /** Only those of hosts, and of who presents. */
  const notes = shown && deck?.pages[shown.page]?.notes;
  const show = (deckId: string, page: number): void =>
    void run(() => request('slides:show', { deckId, page }));

  return (
    <div className="slides">
      {shown && deck ? (
        <section className="slides__now" aria-label={t('now')}>
          <p>
            <strong>{shown.title}</strong> ·{' '}
            {t('pageOf', { page: shown.page + 1, pages: shown.pages })}
          </p>
          <div className="slides__turn">
            <Button
              isDisabled={shown.page === 0}
              onPress={() => show(deck.deckId, shown.page - 1)}
            >
              {t('previous')}
            </Button>
            <Button
              look="primary"
              isDisabled={shown.page + 1 >= deck.pages.length}
              onPress={() => show(deck.deckId, shown.page + 1)}
            >
              {t('next')}
            </Button>
            <Button look="quiet" onPress={() => void run(() => request('slides:hide', {}))}>
              {t('hide')}
            </Button>
          </div>
          {notes === undefined ? null : (
            <Notes
              key={`${shown.deckId} ${shown.page}`}
              notes={notes}
              onSave={(text) =>
                void run(() =>
                  request('slides:note', {
                    ...{ deckId: shown.deckId, page: shown.page },
                    notes: text,
                  }),
                )
              }
            />
          )}
        </section>
      ) : null}
      {decks.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('noneText')}</p>
        </EmptyState>
      ) : null}
      {decks.map((each) => (
        <DeckPages
          key={each.deckId}
          deck={each}
          shownPage={each.deckId === shown?.deckId ? shown.page : undefined}
          onShow={(page) => show(each.deckId, page)}
        />
      ))}
      {room.you.role === 'host' ? <DeckUpload code={room.session.code} /> : null}
    </div>
  );
}

function Notes({ notes, onSave }: { notes: string; onSave: (notes: string) => void }) {
  const { t } = useTranslation('slides');
  const [text, setText] = useState(notes);
  return (
    <div className="slides__notes">
      <TextField
        label={t('notes')}
        help={t('notesHelp')}
        optional
        rows={3}
        maxLength={2000}
        value={text}
        onChange={setText}
      />
      {text === notes ? null : <Button onPress={() => onSave(text)}>{t('saveNotes')}</Button>}
    </div>
  );
}

type DeckPagesProps = {
  deck: Deck;
  shownPage: number | undefined;
  onShow: (page: number) => void;
};

function DeckPages({ deck, shownPage, onShow }: DeckPagesProps) {
  const { t } = useTranslation('slides');
  const { title, pages, pageCount, problem } = deck;
  return (
    <section aria-label={title}>
      <h2 className="slides__title">{title}</h2>
      {pages.length < pageCount ? (
        <p className="small" role="status">
          {problem
            ? t(`problem.${problem}`, { made: pages.length, count: pageCount })
            : t('making', { made: pages.length, count: pageCount })}
        </p>
      ) : null}
      <ol className="slides__pages">
        {pages.map((page, index) => (
          <li key={page.small.url}>
            <Button
              look={index === shownPage ? 'primary' : 'secondary'}
              aria-label={t('showPage', { page: index + 1 })}
              onPress={() => onShow(index)}
            >
              <img
                src={page.small.url}
                width={page.small.width}
                height={page.small.height}
                alt=""
                loading="lazy"
              />
              <span className="numbers">
                {index === shownPage ? t('pageShown', { page: index + 1 }) : index + 1}
              </span>
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
