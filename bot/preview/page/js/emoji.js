// The few emoji names that newsroom messages use; others stay as typed.

const EMOJI = {
  arrow_right: "➡️", arrows_counterclockwise: "🔄", bar_chart: "📊", bell: "🔔", calendar: "📅",
  chart_with_upwards_trend: "📈", clipboard: "📋", exclamation: "❗", eyes: "👀", hourglass: "⌛",
  inbox_tray: "📥", information_source: "ℹ️", link: "🔗", lock: "🔒", mag: "🔍", memo: "📝", mute: "🔇",
  newspaper: "📰", no_bell: "🔕", no_entry: "⛔", page_facing_up: "📄", pencil2: "✏️", pushpin: "📌",
  question: "❓", repeat: "🔁", rotating_light: "🚨", round_pushpin: "📍", scales: "⚖️", us: "🇺🇸",
  warning: "⚠️", wave: "👋", white_check_mark: "✅", x: "❌",
};

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (_, name) => emoji(name));
