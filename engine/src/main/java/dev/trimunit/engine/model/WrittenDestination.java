// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Destinations as people write them. A name from the network may hold any character; in a spec or a
 * file a star, a quote or a blank is a slip, and what it makes of the name is never contacted.
 */
final class WrittenDestination {
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 253;
  private static final Map<String, Integer> PORTS =
      Map.of("https", 443, "http", 80, "mqtt", 1883, "mqtts", 8883, "ntp", 123, "dns", 53);

  private static final List<Slip> SLIPS =
      List.of(
          slip(
              "(<[^<>]*>).*",
              "%s is a placeholder that nothing fills in: the engine fills in <destination>,"
                  + " <functionality> and <vantage> of an outline without Examples"),
          slip(
              "[\"'“”‘’`](.*?)[\"'“”‘’`]?|(.*?)[\"'“”‘’`]",
              "a destination is written without quotes: %s"),
          slip("(.*?)[\\s,;].*", "one step or line names one destination: %s"),
          slip("\\.([^*]+)", "%s is that name and every name below it, without a dot in front"),
          slip(
              "(?:.*\\.)?[^.:/]*[*][^.:/]*([:/].*)?",
              "a star stands for a part of a name, never for its last label: *.ntp.org%s"),
          slip(
              ".*(?:\\*\\*|:.*\\*|/.*\\*).*",
              "a star stands for a part of a name, as in shard*.example.com, not for a port or a"
                  + " transport: leave those out for all of them"),
          new Slip("(?i)([a-z]+)://([^/:@\\[\\]]+)(?::(\\d+))?(?:/.*)?", WrittenDestination::ofUrl),
          slip(
              "(\\[?[0-9a-fA-F.:]*[.:][0-9a-fA-F.:]*]?)/\\d+",
              "a network is no destination: write its addresses one by one, as %s"),
          slip(
              "(.+):\\d+-\\d+(?:/.*)?",
              "one step or line names one port, as %1$s:443/tcp, or none: %1$s"),
          new Slip("(?i)([^:]+):([a-z]+)(?:/.*)?", WrittenDestination::ofService),
          slip("(?i)(.+)/quic", "QUIC is udp: %s/udp"),
          slip("(?i)(.+)/(?:https?|tls|mqtts?|wss?)", "the transport is tcp: %s/tcp"));

  private WrittenDestination() {}

  /** What somebody writes by mistake, and how it is written instead. */
  private record Slip(Pattern looksLike, Function<MatchResult, String> instead) {
    Slip(String regex, Function<MatchResult, String> instead) {
      this(Pattern.compile(regex, Pattern.DOTALL), instead);
    }
  }

  private static Slip slip(String regex, String sentence) {
    return new Slip(regex, match -> sentence.formatted(firstGroup(match)));
  }

  private static String firstGroup(MatchResult match) {
    for (int group = 1; group <= match.groupCount(); group++) {
      if (match.group(group) != null) {
        return match.group(group);
      }
    }
    return "";
  }

  private static String ofUrl(MatchResult url) {
    String service = url.group(1).toLowerCase(java.util.Locale.ROOT);
    String port = url.group(3) != null ? url.group(3) : PORTS.getOrDefault(service, 443).toString();
    return "an address of the web is no destination: write its host and port, as %s:%s/tcp"
        .formatted(url.group(2), port);
  }

  private static String ofService(MatchResult service) {
    String word = service.group(2).toLowerCase(java.util.Locale.ROOT);
    return "a port is a number: %s:%s"
        .formatted(service.group(1), PORTS.containsKey(word) ? PORTS.get(word) : "443");
  }

  /**
   * Looks for slips before a text is read.
   *
   * @throws IllegalArgumentException with the text, and how to write what was meant
   */
  static void check(String text) {
    for (Slip slip : SLIPS) {
      Matcher matcher = slip.looksLike().matcher(text);
      if (matcher.matches()) {
        throw refusal(text, slip.instead().apply(matcher));
      }
    }
  }

  /**
   * Looks at the host and port that were read.
   *
   * @throws IllegalArgumentException with the text, if no device can contact them
   */
  static void check(String text, Host host, int port) {
    if (port == 0) {
      throw refusal(text, "port 0 is none: ports are 1 to 65535");
    }
    if (host instanceof DnsName name) {
      check(text, name.text());
    }
  }

  private static void check(String text, String name) {
    if (name.length() > LONGEST_NAME) {
      throw refusal(text, "a name has at most 253 characters, this one has " + name.length());
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > LONGEST_LABEL || !label.matches("[a-z0-9_*-]+")) {
        throw refusal(
            text,
            "'%s' is no part of a host name: letters, digits, '-' and '_', at most 63; if a device"
                    .formatted(label)
                + " really asks for such a name, write = in front of it");
      }
    }
    // The final dot, which is gone here, says that such a name is no address.
    if (name.matches("(?:.*\\.)?\\d+") && !IpAddress.isLiteral(name)) {
      throw refusal(text, "it ends with a number, but is no address: write 203.0.113.7 or ntp.org");
    }
  }

  private static IllegalArgumentException refusal(String text, String instead) {
    return new IllegalArgumentException("'" + text + "' is no destination: " + instead);
  }
}
