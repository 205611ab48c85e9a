import { useTranslation } from 'react-i18next';
import { DataMode, promisedBytesPerHour } from '../../../server/protocol/data-mode.ts';
import { receptionWish } from '../../session/data-mode-memory.ts';
import { roughMegabytes } from '../../state/megabytes.ts';
import { ChoiceList } from '../choice-list.tsx';

type DataModeFieldProps = { value: DataMode; onChange: (dataMode: DataMode) => void };

/** The data modes with what each costs. Chosen at once, without a further button. */
export function DataModeField({ value, onChange }: DataModeFieldProps) {
  const { t } = useTranslation('network');
  const cost = useModeCost();
  return (
    <ChoiceList
      label={t('mode.label')}
      value={value}
      onChange={onChange}
      choices={DataMode.options.map((dataMode) => ({
        value: dataMode,
        title: t(`mode.${dataMode}`),
        text: `${t(`mode.${dataMode}Text`)} ${cost(dataMode)}`,
      }))}
    />
  );
}

/** "Kira-kira 95 MB per jam." */
export function useModeCost(): (dataMode: DataMode) => string {
  const { t } = useTranslation('network');
  return (dataMode) => {
    const bytes = promisedBytesPerHour(receptionWish(dataMode));
    return t('mode.cost', { megabytes: roughMegabytes(bytes) });
  };
}
