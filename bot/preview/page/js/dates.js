// Times in the viewer's own zone, for messages and for Slack's <!date^…> tokens.

const FORMS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "numeric", minute: "2-digit" },
  time_secs: { hour: "numeric", minute: "2-digit", second: "2-digit" },
};

export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const clockTime = (ts) => format(dateOf(ts), "time");
export const fullTime = (ts) => `${format(dateOf(ts), "date_long")}, ${format(dateOf(ts), "time_secs")}`;
export const dayName = (ts) => pretty(dateOf(ts), "date_long");

export function dateToken(epoch, template) {
  const date = new Date(Number(epoch) * 1000);
  return template.replace(/\{(\w+)\}/g, (whole, name) => {
    if (name === "ago") return ago(date);
    if (name.endsWith("_pretty")) return pretty(date, name.replace("_pretty", ""));
    return FORMS[name] ? format(date, name) : whole;
  });
}

function format(date, name) {
  return new Intl.DateTimeFormat("en-US", FORMS[name]).format(date);
}

function pretty(date, name) {
  const days = Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
  const near = { 0: "Today", 1: "Yesterday", "-1": "Tomorrow" }[days];
  return near ?? format(date, FORMS[name] ? name : "date");
}

function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

const SINCE = new Intl.RelativeTimeFormat("en");

function ago(date) {
  const minutes = Math.round((Date.now() - date.getTime()) / 60_000);
  if (Math.abs(minutes) < 60) return SINCE.format(-minutes, "minute");
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 48 ? SINCE.format(-hours, "hour") : SINCE.format(-Math.round(hours / 24), "day");
}
