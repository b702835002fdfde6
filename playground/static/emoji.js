// The emoji that occur here, by Slack's short names; unknown names stay as they were written.

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", tada: "🎉", eyes: "👀", rocket: "🚀",
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", bulb: "💡", book: "📖",
  books: "📚", speech_balloon: "💬", left_speech_bubble: "🗨️", thought_balloon: "💭", mag: "🔍",
  question: "❓", grey_question: "❔", exclamation: "❗", information_source: "ℹ️", heart: "❤️",
  smile: "😄", slightly_smiling_face: "🙂", wave: "👋", pray: "🙏", raised_hands: "🙌", clap: "👏",
  fire: "🔥", sparkles: "✨", star: "⭐", hourglass: "⌛", hourglass_flowing_sand: "⏳", clock3: "🕒",
  calendar: "📅", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊",
  moneybag: "💰", lock: "🔒", key: "🔑", gear: "⚙️", wrench: "🔧", hammer_and_wrench: "🛠️",
  computer: "💻", robot_face: "🤖", arrows_counterclockwise: "🔄", arrow_right: "➡️", arrow_left: "⬅️",
  left_right_arrow: "↔️", pencil2: "✏️", memo: "📝", wastebasket: "🗑️", no_bell: "🔕", bell: "🔔",
  shushing_face: "🤫", thinking_face: "🤔", globe_with_meridians: "🌐", abc: "🔤", label: "🏷️",
  seedling: "🌱", abacus: "🧮", "1234": "🔢", scales: "⚖️", link: "🔗", inbox_tray: "📥", outbox_tray: "📤",
};

export const REACTIONS = ["+1", "eyes", "tada", "thinking_face", "white_check_mark"];

export const emoji = (name) => EMOJI[name] ?? `:${name}:`;

export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole);
