import {
  expectDocumentsArrive,
  expectNames,
  expectPlaceholder,
  expectTrueTypes,
} from '../../../conformance/engine/arriving-documents.ts';
import {
  expectAnnouncedAsDelivered,
  expectChunks,
  expectCompressedChunks,
  expectCut,
  expectOnePiece,
} from '../../../conformance/engine/document-delivery.ts';
import {
  expectEveryDocumentAnchored,
  expectFolders,
  expectKinds,
  expectNamesPatient,
  expectNamesPractices,
  expectNamesRequest,
  expectRedacted,
  expectSkeleton,
  expectValidContent,
  expectWithin,
} from '../../../conformance/engine/extract-content.ts';
import { expectEveryFragmentSent } from '../../../conformance/engine/sending.ts';
import {
  expectLargeMessageRules,
  expectOneConversation,
  expectOwnNumbers,
  expectPartTypes,
  expectSentOnce,
  expectSizes,
} from '../../../conformance/engine/sent-messages.ts';
import type { SeededRecord } from '../../../conformance/sut/hook-calls.ts';
import { Then } from '../../support/cucumber.ts';
import type { SuiteScene } from '../support/suite-scene.ts';

interface Table {
  hashes(): readonly Record<string, string>[];
}

function seeded(scene: SuiteScene): SeededRecord {
  if (!scene.seeded) throw new Error('no record was put into the system in this scenario');
  return scene.seeded;
}

Then('the extract names the request that it answers', async function (this: SuiteScene) {
  await expectNamesRequest(this.trial);
});

Then(
  'the extract names this practice as its author and the practice that asked as its destination',
  async function (this: SuiteScene) {
    await expectNamesPractices(this.trial);
  },
);

Then('the extract names the patient who was asked for', async function (this: SuiteScene) {
  await expectNamesPatient(this.trial);
});

Then('the content of the extract is valid', async function (this: SuiteScene) {
  await expectValidContent(this.trial);
});

Then(
  'the extract came within {string} of the request',
  async function (this: SuiteScene, duration: string) {
    await expectWithin(this.trial, duration);
  },
);

Then(
  'everything that the system sent is in the conversation of the request',
  async function (this: SuiteScene) {
    await expectOneConversation(this.trial);
  },
);

Then(
  'every message of the system has a number of its own, in capitals',
  async function (this: SuiteScene) {
    await expectOwnNumbers(this.trial);
  },
);

Then('nothing was sent a second time', async function (this: SuiteScene) {
  await expectSentOnce(this.trial);
});

Then('no message is larger than 5 MB', async function (this: SuiteScene) {
  await expectSizes(this.trial);
});

Then('every part travels under a type that Spine carries', async function (this: SuiteScene) {
  await everythingSent(this);
  await expectPartTypes(this.trial);
});

Then(
  'the rules of large messages hold for everything that the system sent',
  async function (this: SuiteScene) {
    await expectLargeMessageRules(this.trial);
  },
);

Then('every document has its place in the extract', async function (this: SuiteScene) {
  await expectEveryDocumentAnchored(this.trial, seeded(this));
});

Then('the documents arrive byte for byte', async function (this: SuiteScene) {
  await everythingSent(this);
  await expectDocumentsArrive(this.trial, seeded(this));
});

/** A record whose documents all travel in the extract has no fragments to wait for. */
async function everythingSent(scene: SuiteScene): Promise<void> {
  const { messages } = scene.trial.transcript();
  const announces = messages.some(
    ({ from, references }) =>
      from === 'system' && references.some(({ href }) => /^mid:/i.test(href)),
  );
  if (announces) await expectEveryFragmentSent(scene.trial);
}

Then('all but {string} arrive byte for byte', async function (this: SuiteScene, name: string) {
  await everythingSent(this);
  await expectDocumentsArrive(this.trial, seeded(this), { but: [name] });
});

Then('the documents arrive under their names', async function (this: SuiteScene) {
  await expectNames(this.trial, seeded(this));
});

Then('the true type of every document is announced', async function (this: SuiteScene) {
  await expectTrueTypes(this.trial, seeded(this));
});

Then(
  'a note says that {string} could not be included',
  async function (this: SuiteScene, name: string) {
    await expectPlaceholder(this.trial, name);
  },
);

Then(
  'the extract gives the documents these kinds:',
  async function (this: SuiteScene, table: Table) {
    const wanted = table.hashes().map(({ name = '', code = '' }) => ({
      name,
      codes: code.match(/\d+/g) ?? [],
    }));
    await expectKinds(this.trial, wanted);
  },
);

Then(
  'the extract is in the form {string} with {int} entries marked as confidential',
  async function (this: SuiteScene, form: string, marked: number) {
    await expectRedacted(this.trial, form, marked);
  },
);

Then(
  'the extract has a folder of this practice and one of {string}',
  async function (this: SuiteScene, earlier: string) {
    await expectFolders(this.trial, earlier);
  },
);

Then(
  'what does not fit into the extract arrives in one piece, announced as not large',
  async function (this: SuiteScene) {
    await expectOnePiece(this.trial);
  },
);

Then(
  'what does not fit into the extract arrives as an index and {int} chunks, named by their order',
  async function (this: SuiteScene, count: number) {
    await expectCut(this.trial, count);
  },
);

Then(
  '{string} arrives as an index and its chunks',
  async function (this: SuiteScene, name: string) {
    await expectChunks(this.trial, name);
  },
);

Then(
  '{string} is announced as it is delivered, or the difference is noted',
  async function (this: SuiteScene, name: string) {
    await expectAnnouncedAsDelivered(this.trial, name);
  },
);

Then(
  'the extract is a skeleton, and what takes its place is the whole record of the patient',
  async function (this: SuiteScene) {
    await expectSkeleton(this.trial, seeded(this));
  },
);

Then(
  'what takes its place is compressed and comes as an index and its chunks',
  async function (this: SuiteScene) {
    await expectCompressedChunks(this.trial);
  },
);
