// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.devices.json.JsonPointer;
import dev.trimunit.engine.lab.LabFault;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is understood:
 *
 * <pre>
 * state: /output     # a JSON pointer into the answer; without it the whole answer is looked at
 * says-on: "true"    # a regular expression: the whole value at the pointer, or a part of the answer
 * says-off: "false"
 * </pre>
 *
 * <p>An answer that says neither, or both, says nothing.
 */
record Says(@Nullable JsonPointer pointer, Pattern on, Pattern off) {
  /** Of a control that is never asked. */
  static final Says NOTHING = of(null, "", "");

  private static final int LONGEST_QUOTE = 120;

  /** For regular expressions whose time grows without end on some texts. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static Says of(@Nullable String pointer, String on, String off) {
    return new Says(
        pointer == null ? null : JsonPointer.parse(pointer),
        Pattern.compile(on),
        Pattern.compile(off));
  }

  /** As a bench file has it. */
  static Says of(Keys keys) {
    return new Says(
        keys.optional("state", JsonPointer::parse).orElse(null),
        keys.required("says-on", Says::pattern),
        keys.required("says-off", Says::pattern));
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression: " + e.getDescription());
    }
  }

  /** On or off; empty if the answer says neither. */
  Optional<Boolean> read(String answer) {
    String value = pointer == null ? answer : pointer.in(answer).orElse("");
    Limit limit = new Limit(PATIENCE);
    boolean saysOn = matches(on, value, limit);
    return saysOn == matches(off, value, limit) ? Optional.empty() : Optional.of(saysOn);
  }

  boolean isOn(String answer) {
    return read(answer)
        .orElseThrow(
            () -> new LabFault("its answer says neither on nor off: " + quote(value(answer))));
  }

  /** The part that was looked at; all of it if there is no such part. */
  private String value(String answer) {
    return pointer == null ? answer : pointer.in(answer).orElse(answer);
  }

  private boolean matches(Pattern pattern, String value, Limit limit) {
    var matcher = pattern.matcher(new Hurried(value, limit));
    try {
      return pointer == null ? matcher.find() : matcher.matches();
    } catch (StackOverflowError e) {
      throw endless();
    }
  }

  private static LabFault endless() {
    return new LabFault("'says-on' or 'says-off' comes to no end with its answer: simplify it");
  }

  /** A stranger's text, short and in one line. */
  static String quote(String text) {
    String start = text.substring(0, Math.min(LONGEST_QUOTE, text.length()));
    return "'" + start.replaceAll("\\p{C}+", " ") + (text.length() > LONGEST_QUOTE ? "…'" : "'");
  }

  /** A text that a regular expression cannot look at for ever. */
  private record Hurried(CharSequence text, Limit limit) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (limit.isOver()) {
        throw endless();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Hurried(text.subSequence(start, end), limit);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
