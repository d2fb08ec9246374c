// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.purpose;

import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the words in a host's name speak for. Names mislead both ways, so they are signs among
 * others. Words are told apart by dots, hyphens, underscores and digits.
 */
final class NameSigns {
  /** Words that a name of a purpose holds. */
  private record Words(Purpose purpose, int weight, boolean ofTheOwner, Pattern pattern) {}

  private static final List<Words> WORDS =
      List.of(
          words(
              Purpose.UPDATE,
              Sign.ENOUGH,
              false,
              "[a-z]*(firmware|update|upgrade|upgrading)[a-z]*|fw(u|up|dl|img|server|cdn|api)?"
                  + "|sw(u|up|dl)|ota(s|api|dl|cdn|server|srv|svc)?|(f|s|big|huge|super)ota|dfu|rollout|patch(es)?"),
          words(
              Purpose.UPDATE,
              Sign.WEAK,
              false,
              "[a-z]*download[a-z]*|dl(s|cdn)?|releases?|repo|repository|pkg|packages?|binary|binaries|versions?"),
          words(
              Purpose.ALARM,
              Sign.ENOUGH,
              false,
              "[a-z]*(alarm|alert|siren|emergency)[a-z]*|notif[a-z]*|[a-z]{0,4}push[a-z]*|apns?|fcm|gcm|mtalk|sos|panic"),
          words(
              Purpose.TIME,
              Sign.ENOUGH,
              false,
              "s?ntp[a-z]{0,5}|time|timesync|timeserver|clock|ht(t)?pdate|timed"),
          words(
              Purpose.CONNECTIVITY,
              Sign.ENOUGH,
              false,
              "[a-z]*(connectivity|captive|connecttest|connectioncheck|detectportal|networkcheck)[a-z]*"
                  + "|netcheck|nmcheck|checkip|ipcheck|myip|ping"),
          words(
              Purpose.REPORTING,
              Sign.ENOUGH,
              true,
              "log(s|ger|ging|sink)?|[a-z]*(metric|telemetry|analytic|diagnostic|crash|doubleclick|adsystem)[a-z]*"
                  + "|stats?|diag|[a-z]*events?|track(er|ing)?|ads?|partnerad|beacon|reports?|scribe|sentry"));

  private static Words words(Purpose purpose, int weight, boolean ofTheOwner, String pattern) {
    return new Words(purpose, weight, ofTheOwner, Pattern.compile(pattern));
  }

  private NameSigns() {}

  /**
   * @param shown names that the device showed to the server, which tell where there is no other
   */
  static List<Sign> of(Destination destination, Set<String> shown) {
    if (destination.host() instanceof DnsName name) {
      return of(name.text(), "name");
    }
    return shown.stream()
        .flatMap(name -> of(name.toLowerCase(Locale.ROOT), "name shown to the server").stream())
        .distinct()
        .toList();
  }

  private static List<Sign> of(String name, String where) {
    List<String> labels = Arrays.asList(name.split("\\.", -1));
    List<Sign> signs = new ArrayList<>();
    for (Words words : WORDS) {
      List<String> found =
          wordsIn(words.ofTheOwner() ? all(labels) : below(labels))
              .filter(word -> words.pattern().matcher(word).matches())
              .distinct()
              .toList();
      if (!found.isEmpty()) {
        signs.add(
            new Sign(words.purpose(), words.weight(), where + ": " + String.join(", ", found)));
      }
    }
    return signs;
  }

  private static Stream<String> wordsIn(List<String> labels) {
    return labels.stream()
        .flatMap(label -> Stream.of(label.split("[^a-z]+")))
        .filter(word -> !word.isEmpty());
  }

  private static List<String> all(List<String> labels) {
    return labels.subList(0, Math.max(1, labels.size() - 1));
  }

  /** Without what is the owner's own name: all servers of a maker of alarms are below it. */
  private static List<String> below(List<String> labels) {
    return labels.subList(0, Math.max(1, labels.size() - 2));
  }
}
