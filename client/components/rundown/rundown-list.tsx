import './rundown.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rundown, RundownChange } from '../../../server/protocol/rundown.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { RundownForm } from './rundown-form.tsx';

export type SaveRundown = (change: RundownChange) => Promise<boolean>;

type RundownListProps = {
  rundown: Rundown;
  /** Absent for whoever only looks. */
  onSave?: SaveRundown;
};

/** What comes in which order, and what is on. */
export function RundownList({ rundown, onSave }: RundownListProps) {
  const { t } = useTranslation('flow');
  const [isChanging, setIsChanging] = useState(false);
  const close = (): void => setIsChanging(false);
  const { items, current } = rundown;
  return (
    <>
      {items.length === 0 ? <p className="muted">{t('rundown.none')}</p> : null}
      <ol className="rundown">
        {items.map(({ itemId, title, minutes }) => (
          <li key={itemId} aria-current={itemId === current?.itemId ? 'step' : undefined}>
            <span className="rundown__title">{title}</span>
            {minutes ? (
              <span className="small"> · {t('rundown.minutes', { count: minutes })}</span>
            ) : null}
            {itemId === current?.itemId ? <strong> · {t('rundown.isOn')}</strong> : null}
          </li>
        ))}
      </ol>
      {onSave ? (
        <div>
          <Button onPress={() => setIsChanging(true)}>
            {items.length === 0 ? t('rundown.write') : t('rundown.change')}
          </Button>
        </div>
      ) : null}
      {onSave ? (
        <Dialog title={t('rundown.title')} isOpen={isChanging} onClose={close}>
          <RundownForm rundown={rundown} onSave={onSave} onClose={close} />
        </Dialog>
      ) : null}
    </>
  );
}
