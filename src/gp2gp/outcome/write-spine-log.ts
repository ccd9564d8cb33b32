import {
  NO_CODE,
  NO_REFERENCE,
  SPINE_COLUMNS,
  type SpineColumn,
  type SpineRow,
} from './spine-row.ts';

/** Rows as CSV in exactly the columns of gp2gp 5.1, line by line in their order; times in UTC. */
export function writeSpineLog(rows: readonly SpineRow[]): string {
  const lines = rows.map((row) => {
    const fields = fieldsOf(row);
    return SPINE_COLUMNS.map((name) => quote(fields[name])).join(',');
  });
  return [SPINE_COLUMNS.join(','), ...lines, ''].join('\n');
}

function fieldsOf(row: SpineRow): Readonly<Record<SpineColumn, string>> {
  return {
    _time: `${new Date(row.time).toISOString().replace('T', ' ').replace('Z', '')} UTC`,
    conversationID: row.conversationId,
    GUID: row.guid,
    interactionID: row.interactionId,
    messageSender: row.sender,
    messageRecipient: row.recipient,
    messageRef: row.messageRef ?? NO_REFERENCE,
    jdiEvent: row.code ?? NO_CODE,
    toSystem: row.toSystem,
    fromSystem: row.fromSystem,
  };
}

function quote(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
