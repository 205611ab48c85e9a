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

/** Shows what was loaded; before it, that it is coming; instead of it, what went wrong and what to do. */
export function LoadState<T>({ loaded, children }: LoadStateProps<T>) {
  const { t } = useTranslation();
  const toErrorText = useErrorText();
  const { data, error, reload } = loaded;
  const code = error === undefined ? undefined : errorCodeOf(error);

  if (data === undefined && code === undefined) return <Loading />;
  if (data === undefined && (code === 'not-found' || code === 'gone')) {
    const words = code === 'gone' ? 'gone' : 'notFound';
    return (
      <EmptyState title={t(`${words}.title`)} level={1}>
        <p>{t(`${words}.text`)}</p>
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
