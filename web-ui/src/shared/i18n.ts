// In which language does the page speak?

export const LOCALES = ["zh-CN", "zh-TW", "en"] as const;
export type Locale = (typeof LOCALES)[number];
/** A table of texts: the same keys in every language; `{name}` is filled in. */
export type Texts<K extends string> = Record<Locale, Record<K, string>>;
export type Say<K extends string> = (key: K, filled?: Record<string, string | number>) => string;

/** Return the nearest language that there is. */
export function localeOf(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const low = tag.toLowerCase();
    if (/^zh-(tw|hk|mo|hant)/.test(low)) return "zh-TW";
    if (low.startsWith("zh")) return "zh-CN";
    if (low.startsWith("en")) return "en";
  }
  return "zh-CN";
}

/** Return what says the texts of a table in a language. */
export function speaker<K extends string>(texts: Texts<K>, locale: () => Locale): Say<K> {
  return (key, filled) => {
    const text = texts[locale()][key];
    return filled ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(filled[name] ?? whole)) : text;
  };
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY: Intl.DateTimeFormatOptions = { month: "numeric", day: "numeric", ...CLOCK };
const YEAR: Intl.DateTimeFormatOptions = { year: "numeric", ...DAY };
const formats = new Map<Locale, Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>>(); // dear to make

function formatted(at: Date, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const known = formats.get(locale) ?? new Map<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>();
  formats.set(locale, known);
  const format = known.get(options) ?? new Intl.DateTimeFormat(locale, options);
  known.set(options, format);
  return format.format(at);
}

/** Return a time as people say it: only the clock today, the date before. */
export function shortTime(iso: string, locale: Locale, now = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  if (at.toDateString() === now.toDateString()) return formatted(at, locale, CLOCK);
  return formatted(at, locale, at.getFullYear() === now.getFullYear() ? DAY : YEAR);
}
