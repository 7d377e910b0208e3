// What this page knows of the workspace; other modules read it, main.js fills it.

class Store {
  workspace = "";
  me = "";
  app = { name: "", user: "", commands: [] };
  users = [];
  channels = [];
  connections = 0;
  reachable = true;
  replay = { available: false, state: "ready", progress: "" };
  modal = null;
  home = null;
  place = "";
  tab = "";
  thread = "";
  unread = new Map();
  messages = new Map();

  fill(state) {
    Object.assign(this, state);
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  direct() {
    return this.channels.find((channel) => channel.is_direct);
  }

  nameOf(user) {
    return this.users.find((one) => one.id === user)?.name ?? user;
  }

  channelName(id) {
    return this.channel(id)?.name ?? "private channel";
  }

  // Keeps a message in its place and says whether it is new.
  keep(message) {
    const list = this.messages.get(message.channel) ?? [];
    const at = list.findIndex((one) => one.ts === message.ts);
    if (at >= 0) list[at] = message;
    else list.push(message);
    this.messages.set(message.channel, list);
    return at < 0;
  }

  drop(channel, ts) {
    this.messages.set(channel, (this.messages.get(channel) ?? []).filter((one) => one.ts !== ts));
  }

  find(channel, ts) {
    return (this.messages.get(channel) ?? []).find((one) => one.ts === ts);
  }

  // In the channel itself: no replies, unless broadcast or only for this person.
  topLevel(channel) {
    return (this.messages.get(channel) ?? []).filter((one) => !one.thread_ts || one.broadcast);
  }

  inThread(channel, ts) {
    return (this.messages.get(channel) ?? []).filter((one) => one.thread_ts === ts);
  }
}

export const store = new Store();
