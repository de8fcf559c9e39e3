/** A supervisor's screen: how the time of a message leg was spent. */

export interface Message {
  segments?: { type?: string; startTime?: string; endTime?: string }[];
  disconnectedTime?: string;
}

export interface Spent {
  alertingMs: number;
  heldMs: number;
  parkedMs: number;
  talkingMs: number;
}

/** How the leg's time was spent until `now`, which ends the segment that is still open. */
export function spent(leg: Message, now: Date): Spent {
  const of = (type: string) =>
    (leg.segments ?? [])
      .filter((segment) => segment.type === type && segment.startTime !== undefined)
      .map((segment) => instant(segment.endTime ?? leg.disconnectedTime, now) - instant(segment.startTime, now))
      .reduce((sum, ms) => sum + ms, 0);
  return { alertingMs: of("Alert"), heldMs: of("Hold"), parkedMs: of("Parked"), talkingMs: of("Interact") };
}

function instant(time: string | undefined, now: Date): number {
  return time === undefined ? now.getTime() : Date.parse(time);
}
