/** Whether a text is a day: `yyyymmdd`. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

/** Whether a text is a time of day: `hhmm`. */
export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3])[0-5]\d$/.test(text);
}

/** Whether a text is a moment: `yyyymmddhhmm`. */
export function isMoment(text: string): boolean {
  return isDay(text.slice(0, 8)) && isTimeOfDay(text.slice(8));
}

const LONDON = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A moment as GP Links writes one: local time of the United Kingdom, summer time too (mesh-nhais 2.5). */
export interface UkLocalTime {
  /** `yymmdd`, of UNB. */
  readonly date: string;
  /** `hhmm`, of UNB. */
  readonly time: string;
  /** `yyyymmddhhmm`, of messages. */
  readonly moment: string;
  /** `yyyymmdd` */
  readonly day: string;
}

export function ukLocalTime(at: Date): UkLocalTime {
  const parts = new Map(LONDON.formatToParts(at).map(({ type, value }) => [type, value]));
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = `${get('year')}${get('month')}${get('day')}`;
  const time = `${get('hour')}${get('minute')}`;
  return { date: day.slice(2), time, moment: `${day}${time}`, day };
}
