import { type Schemas, unwrap } from '@timebank/shared/api/client';
import { hours, signedHours } from '@timebank/shared/format/minutes';
import { dateTime, monthBounds } from '@timebank/shared/format/time';
import { Link } from 'wouter';
import { api, usePages } from '../app/api';
import { useLanguage, useWords } from '../app/words';
import { Button } from '../components/Button';
import { SelectField, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Empty, Loaded } from '../components/Loaded';
import { Page, Section } from '../components/Page';
import { SendState, useSend } from '../components/SendState';
import { useNameOf } from './parts';
import { referenceOf } from './reference';

type Kind = Schemas['MovementKind'];
type Line = Schemas['StatementLine'];

/** Balance and statement; made to be printed and taken along as a table. */
export default function Time() {
  const { time, common } = useWords();
  const form = useForm({ kind: '' as Kind | '', month: '' }, {});
  const { kind, month } = form.values;
  const bounds = monthBounds(month);
  const query = { ...(kind ? { kind } : {}), ...(bounds ? { from: bounds.from, to: bounds.to + 1 } : {}) };
  const found = usePages('/v1/me/statement', { params: { query } });
  const kinds = Object.entries(time.kinds) as [Kind, string][];
  const first = found.data?.pages[0];
  const language = useLanguage();
  return (
    <Page title={time.title}>
      <p>{time.about}</p>
      {first && (
        <p className="balance">
          <span>{time.balance}</span> <strong>{hours(first.balance, language)}</strong>
        </p>
      )}
      <Section title={time.statement}>
        <form className="form filters no-print" aria-label={time.filter} onSubmit={(event) => event.preventDefault()}>
          <SelectField
            bound={form.bind('kind')}
            label={time.kind}
            options={[{ value: '', label: time.allKinds }, ...kinds.map(([value, label]) => ({ value, label }))]}
          />
          <TextField bound={form.bind('month')} label={time.month} type="month" optional />
        </form>
        <Loaded of={found} lines={6}>
          {({ pages }) => {
            const lines = pages.flatMap((page) => page.lines);
            if (lines.length === 0) {
              return kind || month ? (
                <Empty icon="find" title={time.noneFiltered} hint={time.noneFilteredHint} />
              ) : (
                <Empty icon="time" title={time.none} hint={time.noneHint} />
              );
            }
            return (
              <>
                <Lines lines={lines} />
                {first && (
                  <p className="hint">
                    {time.complete(first.count)} {time.asOf(first.height)}
                  </p>
                )}
              </>
            );
          }}
        </Loaded>
        <div className="buttons no-print">
          {found.hasNextPage && (
            <Button kind="secondary" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {common.more}
            </Button>
          )}
          <Download query={query} />
          <Button kind="secondary" onClick={() => window.print()}>
            {time.print}
          </Button>
        </div>
      </Section>
    </Page>
  );
}

function Lines({ lines }: { lines: Line[] }) {
  const { time } = useWords();
  const { columns } = time;
  const language = useLanguage();
  const nameOf = useNameOf();
  return (
    <table className="statement">
      <caption className="hidden">{time.table}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.time}</th>
          <th scope="col">{columns.kind}</th>
          <th scope="col" className="number">
            {columns.amount}
          </th>
          <th scope="col" className="number">
            {columns.balance}
          </th>
          <th scope="col">{columns.reference}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const reference = referenceOf(line.reference);
          return (
            <tr key={`${line.movement}.${line.minutes}`}>
              <td data-label={columns.time}>{dateTime(line.time, language)}</td>
              <th scope="row" data-label={columns.kind}>
                {time.kinds[line.kind]}
              </th>
              <td data-label={columns.amount} className={`number ${line.minutes < 0 ? 'out' : 'in'}`}>
                {signedHours(line.minutes, language)}
              </td>
              <td data-label={columns.balance} className="number">
                {hours(line.balance, language)}
              </td>
              <td data-label={columns.reference}>
                <span>
                  {reference !== undefined && <Link href={`/activities/${reference}`}>{time.activity(reference)}</Link>}{' '}
                  {line.other != null && time.with(nameOf(line.other))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The whole statement as a file, in the order of time. */
function Download({ query }: { query: { kind?: Kind; from?: number; to?: number } }) {
  const { time } = useWords();
  const [state, run] = useSend();
  const save = async () => {
    const text = await unwrap(
      api.GET('/v1/me/statement', { params: { query }, headers: { Accept: 'text/csv' }, parseAs: 'text' }),
    );
    const link = document.createElement('a');
    // A table program knows by the mark that the file is in UTF-8.
    link.href = URL.createObjectURL(new Blob(['\uFEFF', text as unknown as string], { type: 'text/csv' }));
    link.download = 'timebank.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <SendState of={state}>
      <Button kind="secondary" busy={state.busy} onClick={() => void run(save)}>
        {time.csv}
      </Button>
    </SendState>
  );
}
