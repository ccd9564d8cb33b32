import { LARGE_MESSAGE } from '../domain/interaction.ts';
import type { Check } from './check.ts';
import { attachmentsOf, type ContentsSubject, referencePlace } from './contents-subject.ts';

export const descriptionGrammar: Check<ContentsSubject> = {
  id: 'DESCRIPTION-01',
  clause: 'gp2gp 3.3, 3.10 L9',
  basis: 'A',
  severity: 'must',
  title: 'a description is made of known pairs, each once, with Yes or No where that is asked',
  advice: 'Write the pairs of the grammar, one space apart, and spell the booleans Yes and No.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      for (const { message } of attachment.descriptionDeviations) {
        yield { message, at: referencePlace(attachment) };
      }
    }
  },
};

export const fileNameFilled: Check<ContentsSubject> = {
  id: 'DESCRIPTION-02',
  clause: 'gp2gp 3.3, 3.10 L9',
  basis: 'A',
  severity: 'must',
  title: 'a description gives a file name that is not empty, between double quotes',
  advice: 'Write Filename="..." with the name in double quotes, whatever signs the name has.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      const { filename, bareName } = attachment.description;
      const at = referencePlace(attachment);
      if (filename === undefined) {
        if (bareName === '') yield { message: 'the description is empty', at };
      } else if (filename.trim() === '') {
        yield { message: 'the file name is empty', at };
      } else if (!/Filename\s*=\s*"/i.test(attachment.reference.description ?? '')) {
        yield { message: 'the file name stands without quotes', at };
      }
    }
  },
};

export const descriptionWhole: Check<ContentsSubject> = {
  id: 'DESCRIPTION-03',
  clause: 'gp2gp 3.3, 3.10 L9',
  basis: 'A',
  severity: 'should',
  title: 'a description gives ContentType, Compressed, LargeAttachment and OriginalBase64',
  advice: 'Write every pair of the grammar; only Length and DomainData may be left out.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      const { description } = attachment;
      if (description.bareName !== undefined) continue;
      const missing = [
        description.contentType ? '' : 'ContentType',
        description.compressed === undefined ? 'Compressed' : '',
        description.largeAttachment === undefined ? 'LargeAttachment' : '',
        description.originalBase64 === undefined ? 'OriginalBase64' : '',
      ].filter(Boolean);
      if (missing.length === 0) continue;
      yield {
        message: `the description has no ${missing.join(', no ')}`,
        at: referencePlace(attachment),
      };
    }
  },
};

export const descriptionNotBare: Check<ContentsSubject> = {
  id: 'DESCRIPTION-04',
  clause: 'gp2gp 1.5 D8, 3.3',
  basis: 'A',
  severity: 'note',
  title: 'a description is more than a file name',
  advice:
    'Describe attachments with the pairs of the grammar: a bare name is read as not compressed.',
  *examine(subject) {
    // In a fragment the word Attachment is the national form (gp2gp 2.6).
    if (subject.transport.envelope.action === LARGE_MESSAGE) return;
    for (const attachment of attachmentsOf(subject)) {
      if (!attachment.description.bareName) continue;
      yield { message: 'the description is only a name', at: referencePlace(attachment) };
    }
  },
};

export const largeOnlyOutside: Check<ContentsSubject> = {
  id: 'DESCRIPTION-05',
  clause: 'gp2gp 3.3',
  basis: 'A',
  severity: 'must',
  title: 'only an attachment that travels in other messages is a LargeAttachment',
  advice: 'Write LargeAttachment=No for what travels in the same message.',
  *examine(subject) {
    for (const attachment of attachmentsOf(subject)) {
      if (attachment.kind !== 'inline' || !attachment.description.largeAttachment) continue;
      yield {
        message: 'LargeAttachment=Yes stands with a cid: reference',
        at: referencePlace(attachment),
        suggestion: 'LargeAttachment=No',
      };
    }
  },
};

export const descriptionChecks: readonly Check<ContentsSubject>[] = [
  descriptionGrammar,
  fileNameFilled,
  descriptionWhole,
  descriptionNotBare,
  largeOnlyOutside,
];
