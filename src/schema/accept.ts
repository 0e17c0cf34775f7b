import { list, object, text, used } from "./schema.js";

/** What `x-nanokit` may hold: words to the compiler itself, of which nothing on AWS is made. */
export const acceptSchema = object("x-nanokit", {
  accept: used(list(text()), "findings that are no longer told", {
    doc: "Codes of warnings and notes that are known and fine: at the top for the whole file, in an environment for that alone, in a service, database, job or volume for what is told of places in it.",
    examples: [["NK913"]],
  }),
});
