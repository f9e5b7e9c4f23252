// What a room tells a browser, as services/rooms/PROTOCOL.md says.

export type Role = "host" | "runner" | "reader" | "decision_maker" | "actor" | "guardian";
export type Size = "large" | "small";
export type TakePhase = "recording" | "storing" | "recorded" | "finishing" | "finished" | "failed";

/** Whether packets of what this person sends come in. */
export interface Arriving {
  audio: boolean;
  video: boolean;
}

export interface You {
  where: "lobby" | "stage" | "watching" | "back_room";
  queue: number | null;
  agreed: boolean | null;
  muted: boolean;
  wait_minutes: number | null;
  only_host?: boolean;
  seen?: boolean;
}

export interface Person {
  who: string;
  name: string;
  title: string;
  role: Role;
  microphone: boolean;
  camera: boolean;
  held?: string[];
  connected: boolean;
  agreed: boolean | null;
  muted: boolean;
  screen: boolean;
}

export interface Waiting {
  who: string;
  name: string;
  title: string;
  role: Role;
  agreed: boolean | null;
  seen?: boolean;
  waits_minutes: number | null;
}

export interface Named {
  who: string;
  name: string;
}

/** Only hosts and runners are told who it is; all see name and title. */
export interface Watching {
  who: string | null;
  name: string;
  title: string;
}

export interface Slot {
  who: string;
  what: "camera" | "screen" | "voice";
}

export interface Take {
  id: string | null;
  number: number | null;
  name: string;
  role: string;
  scene: string;
  phase: "counting" | "recording" | "storing";
  started_at: string | null;
  starts_at: string | null;
  ends_at?: string | null;
}

export interface PastTake {
  id: string;
  number: number;
  name: string;
  role: string;
  scene: string;
  phase: TakePhase;
  percent: number;
  ended?: string;
  waits?: string;
}

export interface State {
  you: You;
  host?: "awaited" | "here" | "left";
  on_stage: Person[];
  slots: (Slot | null)[];
  speakers: Named[];
  lobby: Waiting[];
  watching: Watching[];
  removed: Named[];
  take: Take | null;
  takes: PastTake[];
  recorder: string | null;
  room: number;
}

export interface Welcome {
  who: string;
  slots: number;
  ice_servers: RTCIceServer[];
  kept: boolean;
}

export interface Quality {
  who: string;
  score: number;
  words: string;
  up_kbps: number;
  down_kbps: number;
  loss: number;
  jitter_ms: number;
  round_trip_ms: number | null;
}

export interface Prompter {
  title: string;
  text: string;
  at: number;
}
