import { encode } from 'uqr';
import { useEffect, useState } from 'react';
import { useGet } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useWords } from '../app/words';
import { Loaded } from '../components/Loaded';
import { Page } from '../components/Page';
import { useNumber } from './parts';

type Side = 'start' | 'end';

/** The rotating code that is shown on site: a QR picture, and a number for whoever cannot scan. */
export default function Code() {
  const { code } = useWords().activity;
  const id = useNumber('id');
  const [side, setSide] = useState<Side>('start');
  useLiveActivity(id);
  return (
    <Page title={code.title} back={`/activities/${id}/people`}>
      <p className="lead">{code.about}</p>
      <div className="tabs" role="group" aria-label={code.title}>
        {(['start', 'end'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={side === one} data-main="" onClick={() => setSide(one)}>
            {code[one]}
          </button>
        ))}
      </div>
      <Shown key={side} id={id} side={side} />
    </Page>
  );
}

function Shown({ id, side }: { id: number; side: Side }) {
  const { code } = useWords().activity;
  const found = useGet(
    '/v1/activities/{id}/attendance-code',
    { params: { path: { id }, query: { side } } },
    // The next one is there when this one ends.
    { refetchInterval: ({ state }) => (state.data ? Math.max(500, state.data.next_at * 1000 - Date.now() + 200) : 2_000) },
  );
  return (
    <Loaded of={found}>
      {(found) => (
        <div className="code-card">
          <Qr text={found.code} name={side === 'start' ? code.qr : code.qrEnd} />
          <p className="code-number">
            <span>{code.number}</span>{' '}
            <strong
              aria-label={code.reading([...found.number].join(' '))}
            >{`${found.number.slice(0, 4)} ${found.number.slice(4)}`}</strong>
          </p>
          <Countdown until={found.next_at} />
        </div>
      )}
    </Loaded>
  );
}

function Countdown({ until }: { until: number }) {
  const { code } = useWords().activity;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <p className="hint">{code.next(Math.max(0, Math.ceil(until - now / 1000)))}</p>;
}

/** A QR picture of a text: one path, black on white with the quiet zone that scanners need. */
export function Qr({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={name} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
