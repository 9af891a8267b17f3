import { changing } from '@timebank/shared/api/actions';
import { unwrap } from '@timebank/shared/api/client';
import { useEffect, useRef, useState } from 'react';
import { useAct } from '../app/act';
import { api, useGet } from '../app/api';
import { useLiveActivity } from '../app/live';
import { useWords } from '../app/words';
import { Button, LinkButton } from '../components/Button';
import { Faults, TextField } from '../components/Field';
import { useForm } from '../components/form';
import { Notice } from '../components/Notice';
import { Page } from '../components/Page';
import { Progress } from '../components/Progress';
import { useNumber } from './parts';

/** A participant checks in or out with the code that is shown on site. */
export default function CheckIn() {
  const { checkin } = useWords().activity;
  const id = useNumber('id');
  useLiveActivity(id);
  const activity = useGet('/v1/activities/{id}', { params: { path: { id } } });
  const act = useAct();
  const form = useForm({ number: '' }, { number: (text) => (seen(text) ? undefined : checkin.numberForm) });
  const send = (body: { code: string } | { number: string }) =>
    act.run(['attend', id, body], (key) =>
      unwrap(api.POST('/v1/activities/{id}/attendance', { params: { path: { id }, header: changing(key) }, body })),
    );
  const done = act.progress.at === 'done' ? act.progress.action.kind : undefined;
  const mine = activity.data?.my_enrolment;
  return (
    <Page title={checkin.title} back={`/activities/${id}`}>
      {activity.data && <p className="lead">{activity.data.title}</p>}
      {done ? (
        <>
          <Progress of={act.progress} done={done === 'check_out' ? checkin.out : checkin.in} />
          <p>{done === 'check_out' ? checkin.outHint : checkin.inHint}</p>
          {done === 'check_out' && mine && (
            <LinkButton href={`/activities/${id}/people/${mine.participant}/minutes`} main wide>
              {checkin.toMinutes}
            </LinkButton>
          )}
        </>
      ) : (
        <>
          <p>{checkin.about}</p>
          <Scanner onText={(code) => void send({ code })} />
          <form
            noValidate
            className="form"
            onSubmit={form.submit(async ({ number }) => {
              const body = seen(number);
              if (body) await send(body);
            })}
          >
            <Faults form={form} />
            <TextField
              bound={form.bind('number')}
              label={checkin.number}
              hint={checkin.numberHint}
              autoComplete="off"
              maxLength={200}
            />
            <Progress of={act.progress} />
            <Button type="submit" main wide busy={act.busy}>
              {checkin.submit}
            </Button>
          </form>
        </>
      )}
    </Page>
  );
}

/** The eight digits, however they are grouped; or the text of the QR picture, which another program may have read. */
export function seen(text: string): { code: string } | { number: string } | undefined {
  const plain = text.replace(/\s/g, '');
  if (/^TB1\.\d+\.(start|end)\.\d+\.[\w-]+$/.test(plain)) return { code: plain };
  const number = plain.replace(/-/g, '');
  return /^\d{8}$/.test(number) ? { number } : undefined;
}

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorType = new (options: { formats: string[] }) => Detector;
const detector = (): DetectorType | undefined => (window as { BarcodeDetector?: DetectorType }).BarcodeDetector;

/** Scans with the camera where the browser can read QR pictures; elsewhere the number is typed. */
function Scanner({ onText }: { onText: (text: string) => void }) {
  const { checkin } = useWords().activity;
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onText);
  found.current = onText;
  const Type = detector();

  useEffect(() => {
    if (!on || !Type) return;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (reader: Detector) => {
      if (over || !video.current) return;
      const codes = await reader.detect(video.current).catch(() => []);
      const text = codes[0]?.rawValue;
      if (text) {
        setOn(false);
        found.current(text);
        return;
      }
      timer = setTimeout(() => void look(reader), 200);
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then(async (camera) => {
        stream = camera;
        if (over || !video.current) return camera.getTracks().forEach((track) => track.stop());
        video.current.srcObject = camera;
        await video.current.play();
        await look(new Type({ formats: ['qr_code'] }));
      })
      .catch(() => {
        setOn(false);
        setFailed(true);
      });
    return () => {
      over = true;
      clearTimeout(timer);
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, [on, Type]);

  if (!Type || failed) return <Notice tone="info" title={checkin.noCamera} />;
  if (!on) {
    return (
      <Button main wide icon="camera" onClick={() => setOn(true)}>
        {checkin.scan}
      </Button>
    );
  }
  return (
    <div className="scanner">
      <video ref={video} muted playsInline aria-label={checkin.scanning} />
      <p role="status">{checkin.scanning}</p>
      <Button kind="secondary" onClick={() => setOn(false)}>
        {checkin.stop}
      </Button>
    </div>
  );
}
