import { useEffect, useRef, useState } from 'react';
import { useWords } from '../app/words';
import { Button } from '../components/Button';
import { Notice } from '../components/Notice';

/** Finds the text of a QR picture in a frame of the camera. */
type Reader = (video: HTMLVideoElement) => Promise<string | undefined>;

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
interface DetectorType {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats: () => Promise<string[]>;
}

/** Frames are read at this width: enough for the code, and quick on old phones. */
const WIDTH = 640;

/** The browser's own reader where it has one; else one that is loaded now. */
async function reader(): Promise<Reader> {
  const Type = (window as { BarcodeDetector?: DetectorType }).BarcodeDetector;
  const formats = (await Type?.getSupportedFormats().catch(() => undefined)) ?? [];
  if (Type && formats.includes('qr_code')) {
    const detector = new Type({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { default: find } = await import('jsqr');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    if (!context || video.videoWidth === 0) return undefined;
    canvas.width = Math.min(WIDTH, video.videoWidth);
    canvas.height = Math.round((video.videoHeight * canvas.width) / video.videoWidth);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return find(data, width, height, { inversionAttempts: 'dontInvert' })?.data;
  };
}

/** Milliseconds between two looks. */
const PAUSE = 150;

/** Scans with the camera, where there is one that may be used; elsewhere the number is typed. */
export function Scanner({ onText }: { onText: (text: string) => void }) {
  const { checkin } = useWords().activity;
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const found = useRef(onText);
  useEffect(() => {
    found.current = onText;
  });

  useEffect(() => {
    if (!on) return;
    let camera: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const stop = () => {
      over = true;
      clearTimeout(timer);
      camera?.getTracks().forEach((track) => track.stop());
    };
    const begin = async () => {
      camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const read = await reader();
      const picture = video.current;
      if (over || !picture) return stop();
      picture.srcObject = camera;
      await picture.play();
      const look = async () => {
        const text = await read(picture).catch(() => undefined);
        if (over) return;
        if (text) {
          setOn(false);
          found.current(text);
        } else {
          timer = setTimeout(() => void look(), PAUSE);
        }
      };
      await look();
    };
    begin().catch(() => {
      if (over) return;
      setOn(false);
      setFailed(true);
    });
    return stop;
  }, [on]);

  // Without a secure connection a browser gives no camera.
  if (!('mediaDevices' in navigator) || failed) return <Notice tone="info" title={checkin.noCamera} />;
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
