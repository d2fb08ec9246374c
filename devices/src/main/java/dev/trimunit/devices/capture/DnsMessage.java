// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A DNS message, read strictly: if any record that its header counts cannot be read, there is no
 * message.
 *
 * @param id the transaction ID
 * @param response whether it answers
 * @param rcode the response code
 * @param question the first question's name, lower case and escaped; null without question
 * @param type the first question's type
 * @param answers the answer section's address and alias records
 */
record DnsMessage(
    int id,
    boolean response,
    int rcode,
    @Nullable String question,
    int type,
    List<Answer> answers) {
  static final int A = 1;
  static final int CNAME = 5;
  private static final int SOA = 6;
  static final int AAAA = 28;
  static final int HTTPS = 65;
  static final int ANY = 255;
  private static final int MAX_RECORDS = 8_192;
  private static final int HEADER = 12;

  /** An answer record of interest: an alias has a target, an address record an address. */
  record Answer(String owner, @Nullable String alias, long high, long low) {}

  /** Null if {@code data[at .. end)} is no whole, sound message. */
  static @Nullable DnsMessage parse(byte[] data, int at, int end) {
    if (end - at < HEADER) {
      return null;
    }
    try {
      return new Reader(data, at, end).message();
    } catch (DnsNames.BadName e) {
      return null;
    }
  }

  /** The addresses that the question's name leads to through the answer section's aliases. */
  List<Answer> addressesOfQuestion() {
    if (question == null) {
      return List.of();
    }
    Set<String> names = reachable(question);
    List<Answer> addresses = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer.alias == null && names.contains(answer.owner)) {
        addresses.add(answer);
      }
    }
    return addresses;
  }

  private Set<String> reachable(String from) {
    Map<String, List<String>> aliases = aliases();
    if (aliases.isEmpty()) {
      return Set.of(from);
    }
    Set<String> reached = new HashSet<>(Set.of(from));
    List<String> open = new ArrayList<>(reached);
    while (!open.isEmpty()) {
      for (String target : aliases.getOrDefault(open.remove(open.size() - 1), List.of())) {
        if (reached.add(target)) {
          open.add(target);
        }
      }
    }
    return reached;
  }

  private Map<String, List<String>> aliases() {
    Map<String, List<String>> aliases = new HashMap<>();
    for (Answer answer : answers) {
      if (answer.alias != null) {
        List<String> known = aliases.get(answer.owner);
        if (known == null) {
          known = new ArrayList<>();
          aliases.put(answer.owner, known);
        }
        known.add(answer.alias);
      }
    }
    return aliases;
  }

  private static final class Reader {
    private final byte[] data;
    private final int start;
    private final int end;
    private int at;

    Reader(byte[] data, int start, int end) {
      this.data = data;
      this.start = start;
      this.end = end;
      at = start + HEADER;
    }

    @Nullable DnsMessage message() throws DnsNames.BadName {
      int flags = Octets.u16(data, start + 2);
      int questions = Octets.u16(data, start + 4);
      int answerCount = Octets.u16(data, start + 6);
      int others = Octets.u16(data, start + 8) + Octets.u16(data, start + 10);
      if (questions + answerCount + others > MAX_RECORDS) {
        return null;
      }
      String question = null;
      int type = 0;
      for (int i = 0; i < questions; i++) {
        String name = name();
        int asked = u16();
        u16();
        type = i == 0 ? asked : type;
        question = i == 0 ? name : question;
      }
      List<Answer> answers = new ArrayList<>();
      for (int i = 0; i < answerCount + others; i++) {
        record(i < answerCount ? answers : null);
      }
      boolean response = (flags & 0x8000) != 0;
      return new DnsMessage(
          Octets.u16(data, start), response, flags & 0xf, question, type, answers);
    }

    private void record(@Nullable List<Answer> answers) throws DnsNames.BadName {
      int owner = at;
      at = DnsNames.skip(data, start, end, at);
      int type = u16();
      u16();
      u16();
      u16();
      int length = u16();
      int value = at;
      if (length > end - at) {
        throw new DnsNames.BadName();
      }
      at += length;
      checkNames(type, value, length);
      if (answers == null) {
        return;
      }
      if (type == CNAME) {
        answers.add(new Answer(text(owner), text(value), 0, 0));
      } else if (type == A && length == 4) {
        answers.add(new Answer(text(owner), null, 0, Addresses.mapped(Octets.s32(data, value))));
      } else if (type == AAAA && length == 16) {
        ipv6Address(answers, owner, value);
      }
    }

    /** IPv4-mapped addresses name no IPv4 packets, although we hold both alike. */
    private void ipv6Address(List<Answer> answers, int owner, int value) throws DnsNames.BadName {
      long high = Octets.s64(data, value);
      long low = Octets.s64(data, value + 8);
      if (!Addresses.isIpv4(high, low)) {
        answers.add(new Answer(text(owner), null, high, low));
      }
    }

    /** Names within record data count as part of the record: a bad one spoils the message. */
    private void checkNames(int type, int value, int length) throws DnsNames.BadName {
      int name =
          switch (type) {
            case 2, CNAME, SOA, 12, 39 -> value;
            case 15 -> value + 2;
            case 33 -> value + 6;
            default -> -1;
          };
      int after = name < 0 ? value : DnsNames.skip(data, start, end, name);
      if (type == SOA) {
        after = DnsNames.skip(data, start, end, after);
      }
      if (after > value + length) {
        throw new DnsNames.BadName();
      }
    }

    private String name() throws DnsNames.BadName {
      int from = at;
      at = DnsNames.skip(data, start, end, at);
      return text(from);
    }

    private String text(int from) throws DnsNames.BadName {
      return DnsNames.text(data, start, end, from);
    }

    private int u16() throws DnsNames.BadName {
      if (end - at < 2) {
        throw new DnsNames.BadName();
      }
      at += 2;
      return Octets.u16(data, at - 2);
    }
  }
}
