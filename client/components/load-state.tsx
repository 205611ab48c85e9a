import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../api/error-text.ts';
import { errorCodeOf } from '../api/api-error.ts';
import type { Loaded } from '../api/use-load.ts';
import { Button, ButtonLink } from './button.tsx';
import { Callout } from './callout.tsx';
import { EmptyState } from './empty-state.tsx';
import { Loading } from './loading.tsx';

type LoadStateProps<T> = {
  loaded: Loaded<T>;
  children: (data: T) => ReactNode;
};

/** Refusals that are a page of their own: there is nothing to try again. */
const missingWords: Partial<Record<string, 'notFound' | 'gone' | 'wasDeleted'>> = {
  'not-found': 'notFound',
  gone: 'gone',
  deleted: 'wasDeleted',
};

/** Shows what was loaded; before it, that it is coming; instead of it, what went wrong and what to do. */
export function LoadState<T>({ loaded, children }: LoadStateProps<T>) {
  const { t } = useTranslation();
  const toErrorText = useErrorText();
  const { data, error, reload } = loaded;
  const code = error === undefined ? undefined : errorCodeOf(error);

  if (data === undefined && code === undefined) return <Loading />;
  const missing = data === undefined && code !== undefined ? missingWords[code] : undefined;
  if (missing) {
    return (
      <EmptyState title={t(`${missing}.title`)} level={1}>
        <p>{t(`${missing}.text`)}</p>
        <ButtonLink href="/" look="primary">
          {t('notFound.home')}
        </ButtonLink>
      </EmptyState>
    );
  }
  return (
    <>
      {code === undefined ? null : (
        <Callout tone="problem" urgent>
          <p>{toErrorText(error)}</p>
          <Button onPress={() => void reload()}>{t('retry')}</Button>
        </Callout>
      )}
      {data === undefined ? null : children(data)}
    </>
  );
}
