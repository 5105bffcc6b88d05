// Who of the staff uses this page?
import { type Api, Problem } from "./api";

export type StaffRole = "viewer" | "agent" | "owner";

export interface Me {
  id: string;
  login: string;
  display_name: string;
  role: StaffRole;
  /** Only the owner's one-time token has opened the door so far. */
  needs_password: boolean;
  by: "password" | "token" | "key" | "command";
}

const ORDER: StaffRole[] = ["viewer", "agent", "owner"];
export const ROLE_NAMES: Record<StaffRole, string> = { viewer: "查看", agent: "客服", owner: "店主" };

/** Whether somebody may do what needs at least this role. */
export function covers(me: Me, least: StaffRole): boolean {
  return ORDER.indexOf(me.role) >= ORDER.indexOf(least);
}

/** Return who is signed in, null for nobody. */
export async function whoAmI(api: Api): Promise<Me | null> {
  try {
    return await api.get<Me>("/api/staff/session");
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return null;
    throw problem;
  }
}

export function signIn(api: Api, login: string, password: string): Promise<Me> {
  return api.post<Me>("/api/staff/session", { login, password });
}

export function signInWithToken(api: Api, token: string): Promise<Me> {
  return api.post<Me>("/api/staff/session", { token });
}

export async function signOut(api: Api): Promise<void> {
  await api.delete("/api/staff/session");
}

export interface OwnChange {
  login?: string;
  display_name?: string;
  password?: string;
  password_now?: string;
}

export function changeOwn(api: Api, change: OwnChange): Promise<{ id: string }> {
  return api.patch("/api/staff/me", change);
}
