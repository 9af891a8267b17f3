import { useEffect, useState } from 'react';
import { useSettings } from './settings';
import { useWords } from './words';

/** Reads the screen aloud in elder mode, where the device has a voice. */
export function ReadAloud() {
  const { elder } = useWords().common;
  const { mode, language } = useSettings();
  const [reading, setReading] = useState(false);
  const speech = 'speechSynthesis' in window ? window.speechSynthesis : undefined;
  useEffect(() => () => speech?.cancel(), [speech]);
  if (!speech || mode !== 'elder') return null;
  const toggle = () => {
    speech.cancel();
    if (reading) return setReading(false);
    const text = new SpeechSynthesisUtterance(document.querySelector('main')?.innerText ?? '');
    text.lang = language === 'zh' ? 'zh-CN' : 'en-GB';
    text.rate = 0.9;
    text.addEventListener('end', () => setReading(false));
    text.addEventListener('error', () => setReading(false));
    speech.speak(text);
    setReading(true);
  };
  return (
    <button type="button" className="button button-secondary" aria-pressed={reading} onClick={toggle}>
      {reading ? elder.stopReading : elder.read}
    </button>
  );
}
