import './rundown.css';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { rundownLimits, type Rundown } from '../../../server/protocol/rundown.ts';
import { newUuid } from '../../session/new-uuid.ts';
import { moveRow, toItems, toRows, type RundownRow } from '../../state/rundown-view.ts';
import { Button } from '../button.tsx';
import { SwitchField } from '../switch-field.tsx';
import { TextField } from '../text-field.tsx';
import type { SaveRundown } from './rundown-list.tsx';

type RundownFormProps = { rundown: Rundown; onSave: SaveRundown; onClose: () => void };

const emptyRow = (): RundownRow => ({ itemId: newUuid(), title: '', minutes: '' });

/** Writes the rundown: a row for each item. */
export function RundownForm({ rundown, onSave, onClose }: RundownFormProps) {
  const { t } = useTranslation(['flow', 'common']);
  const [seen] = useState(rundown);
  const [rows, setRows] = useState<readonly RundownRow[]>(() => {
    const written = toRows(rundown.items);
    return written.length > 0 ? written : [emptyRow()];
  });
  const [isShown, setIsShown] = useState(rundown.isShown);
  const change = (at: number, changed: Partial<RundownRow>): void =>
    setRows(rows.map((row, index) => (index === at ? { ...row, ...changed } : row)));
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // Going on to the next item is no change of the items: only theirs are in the way.
    const isSame =
      JSON.stringify([rundown.items, rundown.isShown]) ===
      JSON.stringify([seen.items, seen.isShown]);
    const { version } = isSame ? rundown : seen;
    if (await onSave({ version, items: toItems(rows, rundownLimits.minutes), isShown }))
      onClose();
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <ol className="rundown-rows">
        {rows.map((row, index) => (
          <li key={row.itemId} className="rundown-rows__row">
            <TextField
              label={t('rundown.item', { number: index + 1 })}
              value={row.title}
              onChange={(title) => change(index, { title })}
              maxLength={rundownLimits.title}
            />
            <TextField
              label={t('rundown.length')}
              type="number"
              value={row.minutes}
              onChange={(minutes) => change(index, { minutes })}
            />
            <div className="row">
              <Button
                look="quiet"
                isDisabled={index === 0}
                aria-label={t('rundown.upItem', { number: index + 1 })}
                onPress={() => setRows(moveRow(rows, index, -1))}
              >
                {t('rundown.up')}
              </Button>
              <Button
                look="quiet"
                isDisabled={index === rows.length - 1}
                aria-label={t('rundown.downItem', { number: index + 1 })}
                onPress={() => setRows(moveRow(rows, index, 1))}
              >
                {t('rundown.down')}
              </Button>
              <Button
                look="quiet"
                aria-label={t('rundown.removeItem', { number: index + 1 })}
                onPress={() => setRows(rows.filter((one) => one !== row))}
              >
                {t('rundown.remove')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button
          isDisabled={rows.length >= rundownLimits.items}
          onPress={() => setRows([...rows, emptyRow()])}
        >
          {t('rundown.add')}
        </Button>
      </div>
      <SwitchField
        label={t('rundown.show')}
        help={t('rundown.showHelp')}
        isSelected={isShown}
        onChange={setIsShown}
      />
      <div className="dialog__actions">
        <Button look="primary" type="submit">
          {t('rundown.save')}
        </Button>
        <Button onPress={onClose}>{t('common:cancel')}</Button>
      </div>
    </form>
  );
}
