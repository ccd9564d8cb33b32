/** Content types of attachments: EIS part 2 section 2.5.4.2, by way of mhs 3.1. */
export const ATTACHMENT_TYPES: readonly string[] = [
  'text/plain',
  'text/html',
  'application/pdf',
  'text/xml',
  'application/xml',
  'text/rtf',
  'audio/basic',
  'audio/mpeg',
  'image/png',
  'image/gif',
  'image/jpeg',
  'image/tiff',
  'video/mpeg',
  'application/msword',
  'application/octet-stream',
];
