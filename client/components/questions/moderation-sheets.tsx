import { useTranslation } from 'react-i18next';
import type { Question } from '../../../server/protocol/questions.ts';
import { Callout } from '../callout.tsx';
import { ConfirmDialog, Dialog } from '../dialog.tsx';
import { useNotice } from '../notices.tsx';
import { AskForm } from './ask-form.tsx';
import { DismissChoice } from './dismiss-choice.tsx';
import { EditForm } from './edit-form.tsx';
import { KeysHelp } from './keys-help.tsx';
import { LabelForm } from './label-form.tsx';
import { MergeChoice } from './merge-choice.tsx';
import { QuestionSettings } from './question-settings.tsx';
import { ReplyForm } from './reply-form.tsx';
import { useQuestionChange, useQuestionDeed } from './use-question-change.ts';
import type { Moderation, ModerationSheet } from './use-moderation.ts';

type ModerationSheetsProps = {
  moderation: Moderation;
  knownName: string;
};

/** Everything that opens over the questions of those who work here. */
export function ModerationSheets({ moderation, knownName }: ModerationSheetsProps) {
  const { t } = useTranslation(['moderation', 'questions']);
  const announce = useNotice();
  const { store, view, sheet, openSheet, code, context } = moderation;
  const close = (): void => openSheet(undefined);
  const isOpen = (kind: ModerationSheet['kind']): boolean => sheet?.kind === kind;
  return (
    <>
      <Dialog title={t('settings.title')} isOpen={isOpen('settings')} onClose={close} isTall>
        <QuestionSettings
          store={store}
          settings={view.settings}
          code={code}
          mayExport={context.role === 'host'}
        />
      </Dialog>
      <Dialog title={t('keys.title')} isOpen={isOpen('keys')} onClose={close} isTall>
        <KeysHelp />
      </Dialog>
      <Dialog title={t('questions:ask.title')} isOpen={isOpen('ask')} onClose={close} hasClose>
        <AskForm
          store={store}
          settings={view.settings}
          isMuted={view.isMuted}
          knownName={knownName}
          onVote={(questionId, isFor) => void store.vote(questionId, isFor)}
          onAsked={() => {
            close();
            announce(t('questions:ask.sent'));
          }}
        />
      </Dialog>
      <ApproveAll moderation={moderation} />
      <AboutOne moderation={moderation} />
    </>
  );
}

/** Asks before many are let through at once. What it counts is what it sends. */
function ApproveAll({ moderation }: { moderation: Moderation }) {
  const { t } = useTranslation('moderation');
  const { sheet, openSheet, approveAll } = moderation;
  const { ready, held } = sheet?.kind === 'approve-all' ? sheet : { ready: [], held: [] };
  const text = [
    t('list.approveAllText', { count: ready.length }),
    ...(held.length > 0 ? [t('list.approveAllHeld', { count: held.length })] : []),
  ];
  return (
    <ConfirmDialog
      title={t('list.approveAllTitle')}
      text={text.join(' ')}
      action={t('list.approveAll', { count: ready.length })}
      look="primary"
      isOpen={sheet?.kind === 'approve-all'}
      onConfirm={() => void approveAll(ready)}
      onClose={() => openSheet(undefined)}
    />
  );
}

/** What asks something about one question before it is done. */
function AboutOne({ moderation }: { moderation: Moderation }) {
  const { t } = useTranslation(['moderation', 'questions']);
  const { store, view, sheet, openSheet } = moderation;
  const change = useQuestionChange(store);
  const run = useQuestionDeed(store);
  const close = (): void => openSheet(undefined);
  const question =
    sheet && 'questionId' in sheet ? view.questions.get(sheet.questionId) : undefined;
  const kind = question && sheet?.kind;
  const seen = {
    questionId: question?.questionId ?? '',
    version: question?.version ?? 0,
  };
  const thenClose = async (deed: Promise<boolean>): Promise<void> => {
    if (await deed) close();
  };
  const titles = {
    dismiss: t('dialog.dismissTitle'),
    reply: t('dialog.replyTitle'),
    merge: t('dialog.mergeTitle'),
    edit: t('questions:wording.title'),
    label: t('dialog.labelTitle'),
  };
  return (
    <>
      {question
        ? (['dismiss', 'reply', 'merge', 'edit', 'label'] as const).map((one) => (
            <Dialog
              key={one}
              title={titles[one]}
              isOpen={kind === one}
              onClose={close}
              hasClose
              isTall={one === 'merge'}
            >
              <Quoted question={question} peerId={moderation.peerId} />
              {one === 'dismiss' ? (
                <DismissChoice
                  onChoose={(reason) =>
                    void thenClose(change('question:dismiss', { ...seen, reason }))
                  }
                />
              ) : null}
              {one === 'reply' ? (
                <ReplyForm store={store} question={question} onDone={close} />
              ) : null}
              {one === 'merge' ? (
                <MergeChoice moderation={moderation} question={question} />
              ) : null}
              {one === 'edit' ? (
                <EditForm
                  text={question.text}
                  help={t('dialog.editText')}
                  onSave={(text) => thenClose(change('question:edit', { ...seen, text }))}
                />
              ) : null}
              {one === 'label' ? (
                <LabelForm
                  view={view}
                  stage={moderation.stage}
                  labels={question.labels ?? []}
                  onSave={(labels) => thenClose(change('question:label', { ...seen, labels }))}
                />
              ) : null}
            </Dialog>
          ))
        : null}
      <ConfirmDialog
        title={t('dialog.muteTitle')}
        text={t('dialog.muteText')}
        action={t('action.mute')}
        isOpen={kind === 'mute'}
        onConfirm={() => void change('question:mute-asker', { ...seen, isMuted: true })}
        onClose={close}
      />
      <ConfirmDialog
        title={t('dialog.deleteTitle')}
        text={t('dialog.deleteText')}
        action={t('action.delete')}
        isOpen={kind === 'delete'}
        onConfirm={() => {
          if (question) void run(question.questionId, () => store.delete(question));
        }}
        onClose={close}
      />
    </>
  );
}

/** Which question it is about, and whether somebody else is on it. */
function Quoted({ question, peerId }: { question: Question; peerId: string }) {
  const { t } = useTranslation(['moderation', 'questions']);
  const { claim, text, number } = question;
  return (
    <>
      <blockquote className="quoted">
        <span className="numbers muted">#{number}</span> {text}
      </blockquote>
      {claim && claim.peerId !== peerId ? (
        <Callout>
          <p>{t('dialog.claimedBy', { name: claim.displayName })}</p>
        </Callout>
      ) : null}
    </>
  );
}
