import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { applySettings, settings } from './app/settings';
import { useCodes, useWords } from './app/words';
import { Suspense } from 'react';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/screens.css';
import './styles/print.css';

applySettings();
void useCodes.preload(settings().language);
void useWords.preload(settings().language).then(() => {
  const root = document.getElementById('root');
  if (root)
    createRoot(root).render(
      <Suspense>
        <App />
      </Suspense>,
    );
});
