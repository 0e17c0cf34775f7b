/** Something outside the user's file kept the command from running; the message is for them. */
export class CannotRun extends Error {}
