import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionInfo } from '../../../server/protocol/protocol.ts';
import { api } from '../../api/api.ts';
import { useLoad } from '../../api/use-load.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Failure } from '../../components/failure.tsx';
import { Section } from '../../components/section.tsx';
import { DeckUpload } from '../../components/slides/deck-upload.tsx';
import { useSubmit } from '../../forms/use-submit.ts';

/** While pages are being made. */
const pollMs = 1_500;

/** A session's slides, put in before it: what is there, how far it is, and the way to add more. */
export function DecksSection({ session }: { session: SessionInfo }) {
  const { t } = useTranslation('slides');
  const { code, state } = session;
  const loaded = useLoad(`decks ${code}`, (signal) => api.decks(code, signal), {
    pollMs: (data) =>
      data?.decks.some(({ pages, pageCount, problem }) => pages.length < pageCount && !problem)
        ? pollMs
        : undefined,
  });
  const [toDelete, setToDelete] = useState<string>();
  const remove = useSubmit(async () => {
    if (toDelete) await api.deleteDeck(code, toDelete);
    await loaded.reload();
  });
  return (
    <Section title={t('title')} card>
      <Failure error={remove.error} />
      {loaded.data?.decks.map(({ deckId, title, pages, pageCount, problem }) => (
        <div key={deckId} className="slides__deck">
          <p>
            <strong>{title}</strong>
            {' · '}
            <span role="status">
              {problem
                ? t(`problem.${problem}`, { made: pages.length, count: pageCount })
                : pages.length < pageCount
                  ? t('making', { made: pages.length, count: pageCount })
                  : t('pages', { count: pageCount })}
            </span>
          </p>
          {state === 'scheduled' ? (
            <Button look="quiet" onPress={() => setToDelete(deckId)}>
              {t('delete', { title })}
            </Button>
          ) : null}
        </div>
      ))}
      <DeckUpload code={code} onSent={() => void loaded.reload()} />
      <ConfirmDialog
        title={t('deleteTitle')}
        text={t('deleteText')}
        action={t('deleteButton')}
        isOpen={toDelete !== undefined}
        onClose={() => setToDelete(undefined)}
        onConfirm={() => void remove.run()}
      />
    </Section>
  );
}
