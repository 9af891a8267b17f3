import { changeSettings, useSettings } from '../app/settings';
import { useWords } from '../app/words';
import { Button } from '../components/Button';

/** Offers elder mode once on a device, on the first screen that somebody sees. */
export function ElderQuestion() {
  const { common } = useWords();
  const { asked, mode } = useSettings();
  if (asked || mode === 'elder') return null;
  return (
    <aside className="card elder-question" aria-label={common.elder.name}>
      <p>{common.elder.about}</p>
      <div className="buttons">
        <Button kind="secondary" icon="large" onClick={() => changeSettings({ mode: 'elder', asked: true })}>
          {common.elder.turnOn}
        </Button>
        <Button kind="quiet" onClick={() => changeSettings({ asked: true })}>
          {common.close}
        </Button>
      </div>
    </aside>
  );
}
