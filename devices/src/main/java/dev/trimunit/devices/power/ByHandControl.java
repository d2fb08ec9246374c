// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.files.Values;
import dev.trimunit.engine.lab.LabFault;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A person, who is asked on the terminal; never on a build server.
 *
 * <pre>
 * power:
 *   control: by-hand
 *   where: second socket of the white strip
 *   limit: 5 min
 * </pre>
 */
final class ByHandControl implements Control {
  private final String device;
  private final String where;
  private final Person person;
  private Optional<Boolean> seen = Optional.empty();

  ByHandControl(String device, String where, Person person) {
    this.device = device;
    this.where = where;
    this.person = person;
  }

  static Control read(Keys keys) {
    keys.allow("where");
    return new ByHandControl(
        keys.device(),
        keys.optional("where", Values::text).map(text -> " (" + text + ")").orElse(""),
        Terminal.ofTheRun());
  }

  @Override
  public Optional<String> refusal() {
    return Terminal.refusal(System.getenv("CI") != null);
  }

  /** Whoever has just switched it need not be asked whether it is switched. */
  @Override
  public void set(boolean on, Limit limit) {
    String word = on ? "ON" : "OFF";
    seen = Optional.empty();
    String question =
        "Switch %s%s %s by hand, then type '%s'; 'no' if you could not:"
            .formatted(device, where, word, word.toLowerCase(Locale.ROOT));
    String answer = answer(question, limit, text -> isEither(text) || text.equals("no"));
    if (answer.equals("no")) {
      throw new LabFault("the person could not switch it " + word.toLowerCase(Locale.ROOT));
    }
    seen = Optional.of(answer.equals("on"));
  }

  /** What the person said last; a second question is asked once only after each switching. */
  @Override
  public boolean isOn(Limit limit) {
    if (seen.isEmpty()) {
      String question = "Has %s%s power? Look, then type 'on' or 'off':".formatted(device, where);
      return answer(question, limit, ByHandControl::isEither).equals("on");
    }
    boolean on = seen.get();
    seen = Optional.empty();
    return on;
  }

  private static boolean isEither(String text) {
    return text.equals("on") || text.equals("off");
  }

  private String answer(String question, Limit limit, Predicate<String> understood) {
    String answer = person.ask(question, limit).toLowerCase(Locale.ROOT);
    while (!understood.test(answer)) {
      answer = person.ask("Not understood. " + question, limit).toLowerCase(Locale.ROOT);
    }
    return answer;
  }

  @Override
  public boolean asksAPerson() {
    return true;
  }

  @Override
  public String words() {
    return "A person, by hand" + where;
  }

  @Override
  public String nextAction() {
    return "Answer at the terminal, allow more time with 'limit', or choose a control that needs nobody";
  }
}
