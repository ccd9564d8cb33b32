import { SPINE_TYPES } from '../../src/gp2gp/document-to-write.ts';

/** Types beyond those of Spine that GP systems exchange: their parts travel as octet-stream (gp2gp 3.8). */
const FURTHER = new Set([
  ...['application/rtf', 'application/json', 'application/zip', 'application/gzip'],
  ...['application/dicom', 'application/hl7-v2', 'application/fhir+json', 'application/fhir+xml'],
  ...['application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.ms-outlook'],
  ...['application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet'],
  ...['text/csv', 'text/calendar', 'text/vcard', 'text/richtext', 'message/rfc822'],
  ...['image/bmp', 'image/x-bmp', 'image/webp', 'image/svg+xml', 'image/heic', 'image/x-icon'],
  ...['image/jpg', 'image/pjpeg', 'image/tif', 'image/x-tiff', 'image/jp2'],
  ...[
    'audio/wav',
    'audio/x-wav',
    'audio/mp4',
    'audio/ogg',
    'audio/aac',
    'audio/3gpp',
    'audio/webm',
  ],
  ...['video/mp4', 'video/quicktime', 'video/x-msvideo', 'video/ogg', 'video/webm', 'video/3gpp'],
]);
const OFFICE = /^application\/vnd\.openxmlformats-officedocument\.[\w.-]+$/;

/** Whether a document of the type is sent as it is; anything else is replaced by a placeholder (gp2gp 3.9). */
export function isSupported(contentType: string): boolean {
  const [type = ''] = contentType.toLowerCase().split(';');
  const name = type.trim();
  return SPINE_TYPES.has(name) || FURTHER.has(name) || OFFICE.test(name);
}
