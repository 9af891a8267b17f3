import { changeSettings, SCALES, useSettings } from '../app/settings';
import { useWords } from '../app/words';
import { ChoiceField } from '../components/Field';
import { Page } from '../components/Page';

/** Language, elder mode, size and contrast; each counts at once. */
export default function Display() {
  const { common, home } = useWords();
  const { display } = home;
  const { language, mode, scale, contrast } = useSettings();
  const bound = <T extends string>(name: string, value: T, change: (value: T) => void) => ({
    id: `display-${name}`,
    name,
    value,
    fault: undefined,
    onChange: change,
  });
  return (
    <Page title={display.title} back="/">
      <p>{display.sample}</p>
      <ChoiceField
        bound={bound('language', language, (language) => changeSettings({ language }))}
        label={display.language}
        columns
        options={[
          { value: 'zh', label: common.languages.zh },
          { value: 'en', label: common.languages.en },
        ]}
      />
      <ChoiceField
        bound={bound('mode', mode, (mode) => changeSettings({ mode, asked: true }))}
        label={display.mode}
        columns
        options={[
          { value: 'standard', label: display.standard },
          { value: 'elder', label: display.elder, hint: common.elder.about },
        ]}
      />
      <ChoiceField
        bound={bound('scale', String(scale), (text) => {
          const scale = SCALES.find((scale) => String(scale) === text);
          if (scale) changeSettings({ scale });
        })}
        label={display.size}
        columns
        options={SCALES.map((scale, index) => ({ value: String(scale), label: display.sizes[index] ?? '' }))}
      />
      <ChoiceField
        bound={bound('contrast', contrast, (contrast) => changeSettings({ contrast }))}
        label={display.contrast}
        columns
        options={[
          { value: 'normal', label: display.contrasts.normal },
          { value: 'high', label: display.contrasts.high },
        ]}
      />
      <p className="hint">{display.note}</p>
    </Page>
  );
}
