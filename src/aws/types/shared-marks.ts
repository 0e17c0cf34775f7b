import { type AttributeMark, closes, interrupts, onChange, opens } from "./marks.js";

/** Of what carries security groups: each that is joined lets in what that group is let in to. */
export const groupTexts = {
  joined: opens("joins the security group `{group}`, with all that it is let in to."),
  left: closes("leaves the security group `{group}`."),
};

/** Of a policy. */
export const policyTexts = {
  unreadable: opens("may allow more: its policy cannot be read here."),
  opens: opens("{sentence}."),
  closes: closes("{sentence}."),
  opensMore: opens("and {count} more of the kind."),
  closesMore: closes("and {count} more of the kind."),
};

/** Of what tasks hold. */
export const heldTexts = {
  held: interrupts(
    "is {past}. AWS does not delete it as long as tasks use it, and the apply waits for that until it fails. Stop them before, with `instances: 0`.",
  ),
};

/** Of what starts tasks: whether they get public addresses. */
export function publicAddress(attribute: string): readonly AttributeMark[] {
  return [
    onChange(attribute, "opens", "gets public IP addresses.", { is: true }),
    onChange(attribute, "closes", "no longer has public IP addresses.", { isNot: true }),
  ];
}
