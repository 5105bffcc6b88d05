// What do key presses mean on the desk?
import type { DeskRoom } from "./room";

/** Do what a key press means; return whether it meant anything. */
export function roomKeys(room: DeskRoom, event: KeyboardEvent): boolean {
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  const act = actions(room)[event.code];
  if (!act) return false;
  act();
  return true;
}

function actions(room: DeskRoom): Record<string, () => void> {
  const { desk } = room;
  const { ticket } = desk;
  const mine = ticket?.status === "taken" && ticket.agent_id === desk.me.id ? ticket : null;
  const composer = room.talk?.composer;
  const all: Record<string, () => void> = {
    KeyA: () => void desk.claimNext(),
    ArrowDown: () => step(room, 1),
    ArrowUp: () => step(room, -1),
  };
  desk.mine.slice(0, 9).forEach((one, n) => (all[`Digit${n + 1}`] = () => desk.open(one.conversation_id)));
  if (mine) {
    all["KeyR"] = () => composer?.write("reply");
    all["KeyN"] = () => composer?.write("note");
    all["KeyD"] = () => void composer?.draft();
    all["KeyT"] = () => room.ask({ over: "transfer", message: "" });
    all["KeyE"] = () => void desk.resolve(mine);
  }
  return all;
}

function step(room: DeskRoom, by: number): void {
  const { desk } = room;
  const talks = [...desk.mine, ...desk.waiting, ...desk.others].map((ticket) => ticket.conversation_id);
  if (!talks.length) return;
  const at = talks.indexOf(desk.active);
  const next = talks[at < 0 ? 0 : (at + by + talks.length) % talks.length];
  if (next) desk.open(next);
}
