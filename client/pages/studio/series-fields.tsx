import { useTranslation } from 'react-i18next';
import {
  categories,
  isCategory,
  type Category,
  type Subcategory,
} from '../../../server/protocol/categories.ts';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchField } from '../../components/switch-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { isLanguage, languageNames, languages } from '../../i18n/language.ts';
import { PartnerFields } from './partner-fields.tsx';
import type { SeriesForm } from './series-form.ts';
import { UndrawnNote } from './undrawn-note.tsx';

type SeriesFieldsProps = {
  form: SeriesForm;
  onChange: (form: SeriesForm) => void;
  problemOf: (field: string) => string | undefined;
};

/** The fields of a series, the same when it is made and when it is changed. */
export function SeriesFields({ form, onChange, problemOf }: SeriesFieldsProps) {
  const { t } = useTranslation('studio');
  const { t: tCategory } = useTranslation('categories');
  const set = (change: Partial<SeriesForm>) => onChange({ ...form, ...change });
  const names = Object.keys(categories) as Category[];
  const subcategories: readonly Subcategory[] = isCategory(form.category)
    ? categories[form.category as Category]
    : [];

  return (
    <>
      <div className="field">
        <TextField
          label={t('series.title')}
          help={t('series.titleHelp')}
          value={form.title}
          onChange={(title) => set({ title })}
          problem={problemOf('title')}
        />
        <UndrawnNote text={form.title} />
      </div>
      <TextField
        label={t('series.description')}
        help={t('series.descriptionHelp')}
        rows={5}
        optional
        value={form.description}
        onChange={(description) => set({ description })}
        problem={problemOf('description')}
      />
      <TextField
        label={t('series.author')}
        help={t('series.authorHelp')}
        value={form.author}
        onChange={(author) => set({ author })}
        problem={problemOf('author')}
      />
      <div className="form__row">
        <SelectField
          label={t('series.category')}
          value={form.category}
          // A subcategory belongs to its category.
          onChange={(category) => set({ category, subcategory: '' })}
          choices={names.map((name) => ({ value: name, label: tCategory(name) }))}
        />
        {subcategories.length > 0 ? (
          <SelectField
            label={t('series.subcategory')}
            value={form.subcategory}
            onChange={(subcategory) => set({ subcategory })}
            choices={[
              { value: '', label: t('series.noSubcategory') },
              ...subcategories.map((name) => ({ value: name, label: tCategory(name) })),
            ]}
          />
        ) : null}
      </div>
      <SelectField
        label={t('series.language')}
        value={form.language}
        onChange={(language) => {
          if (isLanguage(language)) set({ language });
        }}
        choices={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <TextField
        label={t('series.ownerEmail')}
        help={t('series.ownerEmailHelp')}
        type="email"
        optional
        value={form.ownerEmail}
        onChange={(ownerEmail) => set({ ownerEmail })}
        problem={problemOf('ownerEmail')}
      />
      <PartnerFields
        partners={form.partners}
        onChange={(partners) => set({ partners })}
        problemOf={problemOf}
      />
      <SwitchField
        label={t('series.automatic')}
        help={t('series.automaticHelp')}
        isSelected={form.publishMode === 'automatic'}
        onChange={(automatic) => set({ publishMode: automatic ? 'automatic' : 'review' })}
      />
      <SwitchField
        label={t('series.cleanVoices')}
        help={t('series.cleanVoicesHelp')}
        isSelected={form.cleanVoices}
        onChange={(cleanVoices) => set({ cleanVoices })}
      />
      <SwitchField
        label={t('series.explicit')}
        help={t('series.explicitHelp')}
        isSelected={form.explicit}
        onChange={(explicit) => set({ explicit })}
      />
    </>
  );
}
