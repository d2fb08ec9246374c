// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.model;

import java.net.IDN;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain name in presentation form (RFC 9499): lower case, no final dot, at most 253 octets of
 * text unless escaped.
 *
 * <p>Names come from the network and are hostile. Whoever reads one from a message escapes every
 * octet outside printable ASCII, and the characters dot, backslash and star inside a label, as
 * {@code \DDD} (RFC 1035, section 5.1), so that a name never holds a control character, and a star
 * is never a device's.
 *
 * @param text the presentation form
 */
public record DnsName(String text) implements Host, Comparable<DnsName> {
  private static final int MAX_ESCAPED_LENGTH = 1004;
  private static final Pattern GROUPS = Pattern.compile("[0-9a-f.]*:[0-9a-f:.]*");

  public DnsName {
    Objects.requireNonNull(text, "text");
    if (text.isEmpty() || text.length() > MAX_ESCAPED_LENGTH) {
      throw new IllegalArgumentException("Not a DNS name (length " + text.length() + ")");
    }
    if (!isWithin(text, '!', '~')) {
      throw new IllegalArgumentException(
          "Not a DNS name: '" + text.replaceAll("[^!-~]", "?") + "' holds a character to escape");
    }
  }

  /** Normalises case, the final dot, and letters outside ASCII, which DNS knows as A-labels. */
  public static DnsName of(String text) {
    String lower = ascii(text).toLowerCase(Locale.ROOT);
    boolean finalDot = lower.length() > 1 && lower.endsWith(".") && !lower.endsWith("\\.");
    return new DnsName(finalDot ? lower.substring(0, lower.length() - 1) : lower);
  }

  private static boolean isWithin(String text, char first, char last) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < first || text.charAt(i) > last) {
        return false;
      }
    }
    return true;
  }

  private static String ascii(String text) {
    if (isWithin(text, '\0', '\u007f')) {
      return text;
    }
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException e) {
      return text; // It is refused below, with the text.
    }
  }

  /**
   * An internationalised name as people write it, to be shown beside the name itself. Empty if it
   * has no such form or might deceive: it mixes scripts within a label, runs from right to left, or
   * does not lead back to the same name.
   */
  public Optional<String> unicode() {
    return UnicodeName.of(text);
  }

  /**
   * Whether this stands for a family of names: a star is one or more characters of a label. A star
   * that a packet really holds is escaped like a dot, so that no device can pass for a family.
   */
  public boolean isFamily() {
    return text.indexOf('*') >= 0;
  }

  /** Whether a family holds a name, or another family. */
  public boolean holds(DnsName member) {
    return isFamily() && holds(0, member.text, 0);
  }

  private boolean holds(int at, String member, int from) {
    int here = from;
    for (int i = at; i < text.length(); i++, here++) {
      if (text.charAt(i) == '*') {
        return holdsSomehow(i + 1, member, here);
      }
      if (here == member.length() || text.charAt(i) != member.charAt(here)) {
        return false;
      }
    }
    return here == member.length();
  }

  private boolean holdsSomehow(int next, String member, int from) {
    for (int end = from + 1; end <= member.length() && member.charAt(end - 1) != '.'; end++) {
      if (holds(next, member, end)) {
        return true;
      }
    }
    return false;
  }

  /** Whether this name equals {@code ancestor} or lies below it in the name space. */
  public boolean isAtOrBelow(DnsName ancestor) {
    return text.equals(ancestor.text)
        || text.endsWith("." + ancestor.text)
        || (ancestor.isFamily() && isAtOrBelowMember(ancestor));
  }

  private boolean isAtOrBelowMember(DnsName family) {
    for (int at = 0; at >= 0; at = text.indexOf('.', at) + 1) {
      if (family.holds(0, text.substring(at), 0)) {
        return true;
      }
      if (text.indexOf('.', at) < 0) {
        return false;
      }
    }
    return false;
  }

  @Override
  public int compareTo(DnsName other) {
    return text.compareTo(other.text);
  }

  /**
   * The text; with its final dot where it would be taken for an address without. A device may well
   * ask DNS for {@code 198.51.100.99}.
   */
  @Override
  public String toString() {
    return looksLikeAddress() ? text + "." : text;
  }

  /**
   * Whether the text is that of an address, in brackets or not, or would be with a port behind it:
   * what reads it from a file would take it for one.
   */
  public boolean looksLikeAddress() {
    // Almost no name does, and names are compared and written very often: patterns come last.
    char last = text.charAt(text.length() - 1);
    if (last != ']' && !(last >= '0' && last <= '9') && text.indexOf(':') < 0) {
      return false;
    }
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String inside = brackets ? text.substring(1, text.length() - 1) : text;
    return IpAddress.isLiteral(inside) || GROUPS.matcher(inside).matches();
  }
}
