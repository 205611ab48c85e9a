import { useTranslation } from 'react-i18next';
import { ChatWriters, type ChatSettings } from '../../../server/protocol/chat.ts';
import type { ChatStore } from '../../session/chat-store.ts';
import { Disclosure } from '../disclosure.tsx';
import { useAction } from '../room/use-action.ts';
import { SelectField } from '../select-field.tsx';

/** Waits to choose from, in seconds. */
const waits = [0, 10, 30, 60, 120, 300];

/** For hosts and moderators: who may write, and how often. */
export function ChatRules({ chat, settings }: { chat: ChatStore; settings: ChatSettings }) {
  const { t } = useTranslation('chat');
  const run = useAction({ repeats: true });
  const { writers, slowSeconds } = settings;
  const choices = [...new Set([...waits, slowSeconds])].sort((a, b) => a - b);
  return (
    <Disclosure title={t('rules.title')}>
      <div className="chat__rules">
        <SelectField
          label={t('rules.writers')}
          value={writers}
          choices={ChatWriters.options.map((value) => ({ value, label: t(`rules.${value}`) }))}
          onChange={(value) =>
            void run(() => chat.configure({ writers: ChatWriters.parse(value) }))
          }
        />
        <SelectField
          label={t('rules.slow')}
          value={`${slowSeconds}`}
          choices={choices.map((seconds) => ({
            value: `${seconds}`,
            label: seconds ? t('rules.slowEvery', { count: seconds }) : t('rules.slowOff'),
          }))}
          onChange={(value) => void run(() => chat.configure({ slowSeconds: Number(value) }))}
        />
      </div>
    </Disclosure>
  );
}
