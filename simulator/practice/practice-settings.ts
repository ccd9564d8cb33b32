import { parseDuration } from '../../src/domain/duration.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** Settings of a practice that may be changed while it runs. */
export const SETTINGS = ['gp2gp', 'large-messaging', 'redactions', 'timeout-cap'] as const;
export type Setting = (typeof SETTINGS)[number];

/** How the settings stand. */
export interface ChangeableSettings {
  /** `off` refuses requests with 07, `misconfigured` with 13 (gp2gp 4.2). */
  readonly gp2gp: 'on' | 'off' | 'misconfigured';
  /** Whether it takes part in large messaging; without it a large record is refused with 23. */
  readonly largeMessaging: boolean;
  /** UK07 with markers of what is not to be disclosed, or UK06 without (gp2gp 2.7). */
  readonly redactions: boolean;
  /** Caps the overall timer (gp2gp 4.6), milliseconds of the practice's clock. */
  readonly timeoutCapMs: number | undefined;
}

/** A setting cannot take the value. */
export class SettingValueError extends SimulatorError {
  readonly code = 'SIM_SETTING_VALUE';
  readonly remedy: string;

  constructor(setting: Setting, value: string, wanted: string) {
    super(`${setting} cannot be "${value}"`);
    this.remedy = `Give ${wanted}.`;
  }
}

/** The settings with one of them changed. Throws SettingValueError. */
export function changed(
  settings: ChangeableSettings,
  setting: Setting,
  value: string,
): ChangeableSettings {
  switch (setting) {
    case 'gp2gp':
      if (value === 'on' || value === 'off' || value === 'misconfigured')
        return { ...settings, gp2gp: value };
      throw new SettingValueError(setting, value, 'on, off or misconfigured');
    case 'large-messaging':
      return { ...settings, largeMessaging: isOn(setting, value) };
    case 'redactions':
      return { ...settings, redactions: isOn(setting, value) };
    case 'timeout-cap': {
      if (value === 'off') return { ...settings, timeoutCapMs: undefined };
      const timeoutCapMs = parseDuration(value);
      if (timeoutCapMs) return { ...settings, timeoutCapMs };
      throw new SettingValueError(setting, value, 'off or an ISO 8601 duration, as PT48H');
    }
  }
}

function isOn(setting: Setting, value: string): boolean {
  if (value === 'on' || value === 'off') return value === 'on';
  throw new SettingValueError(setting, value, 'on or off');
}
