import { startSpinebox } from 'spinebox';

/** In this process; in a container where SPINEBOX_IMAGE names an image. What comes back is the same. */
export async function start(options = {}) {
  const image = process.env.SPINEBOX_IMAGE;
  if (!image) return startSpinebox(options);
  const { SpineboxContainer } = await import('spinebox/testcontainers');
  return new SpineboxContainer(image).withOptions(options).start();
}
