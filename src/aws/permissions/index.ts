export { allowsEverything } from "./breadth.js";
export { ALL_STORES, policyOpens, resourcesOpened, type Store, takesIn } from "./isolation.js";
export { configurationSetProblem, prefixProblem } from "./names.js";
export type {
  AccessResource,
  AccessStatement,
  Permission,
  ResourceService,
  StatementConditions,
} from "./permission.js";
export { SHORT_FORMS, thingProblem } from "./short-forms.js";
export { arnOf, policyCharacters } from "./size.js";
export { actionProblem, conditionKeyProblem, operatorProblem, resourceProblem } from "./statement-form.js";
export { statementsOf } from "./statements.js";
