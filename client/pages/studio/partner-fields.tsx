import { useTranslation } from 'react-i18next';
import { mostPartners, type Partner } from '../../../server/protocol/partners.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';

type PartnerFieldsProps = {
  partners: readonly Partner[];
  onChange: (partners: Partner[]) => void;
  problemOf: (field: string) => string | undefined;
};

/** Who a series is held together with: a name and an address each. */
export function PartnerFields({ partners, onChange, problemOf }: PartnerFieldsProps) {
  const { t } = useTranslation('partners');
  const change = (at: number, partner: Partner): void =>
    onChange(partners.map((one, index) => (index === at ? partner : one)));
  const remove = (at: number): void => onChange(partners.filter((_, index) => index !== at));
  return (
    <fieldset className="form">
      <legend className="field__label">{t('title')}</legend>
      <p className="small">{t('help')}</p>
      {partners.map((partner, at) => (
        // Nothing else names a row: people type into both fields.
        <div key={at} className="form">
          <TextField
            label={t('name', { number: at + 1 })}
            value={partner.name}
            onChange={(name) => change(at, { ...partner, name })}
            problem={problemOf(`partners.${at}.name`)}
          />
          <TextField
            label={t('url', { number: at + 1 })}
            help={t('urlHelp')}
            value={partner.url}
            onChange={(url) => change(at, { ...partner, url })}
            problem={problemOf(`partners.${at}.url`)}
          />
          <div>
            <Button look="quiet" onPress={() => remove(at)}>
              {t('remove', { number: at + 1 })}
            </Button>
          </div>
        </div>
      ))}
      {partners.length < mostPartners ? (
        <div>
          <Button
            look="secondary"
            onPress={() => onChange([...partners, { name: '', url: '' }])}
          >
            {t('add')}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}
