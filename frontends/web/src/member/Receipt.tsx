import { hours } from '@timebank/shared/format/minutes';
import { dateTime } from '@timebank/shared/format/time';
import { useGet } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { Button } from '../components/Button';
import { Empty, Loaded } from '../components/Loaded';
import { Facts, Page } from '../components/Page';
import { useNameOf, useNumber } from './parts';

/** What the ledger says of a paid service; made to be printed. */
export default function Receipt() {
  const words = useWords().activity;
  const { receipt } = words;
  const { common } = useWords();
  const language = useLanguage();
  const nameOf = useNameOf();
  const [id, participant] = [useNumber('id'), useNumber('participant')];
  const activity = useGet('/v1/activities/{id}', { params: { path: { id } } });
  const found = useGet('/v1/activities/{id}/enrolments/{participant}/receipt', { params: { path: { id, participant } } });
  return (
    <Page title={receipt.title} back={`/activities/${id}`}>
      {found.error?.code === 'receipt.unknown' ? (
        <Empty icon="wait" title={receipt.none} hint={words.next.waitPay} />
      ) : (
        <Loaded of={found}>
          {(found) => (
            <>
              {activity.data && <p className="lead">{activity.data.title}</p>}
              <Facts
                rows={[
                  [receipt.number, `${id}-${participant}`],
                  [receipt.paid, <strong key="paid">{hours(found.paid, language)}</strong>],
                  [receipt.minutes, hours(found.minutes, language)],
                  [receipt.participant, nameOf(found.participant)],
                  [receipt.payer, found.source === 'own_balance' ? nameOf(found.payer) : words.payers[found.source]],
                  found.returned > 0 && [receipt.returned, hours(found.returned, language)],
                  [receipt.settled, dateTime(found.settled, language)],
                  [receipt.block, receipt.height(found.height)],
                ]}
              />
              <Button kind="secondary" onClick={() => window.print()}>
                {common.print}
              </Button>
            </>
          )}
        </Loaded>
      )}
    </Page>
  );
}
