// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.capture.dns;

import dev.trimunit.devices.capture.packet.Addresses;
import dev.trimunit.devices.capture.packet.Octets;
import java.util.ArrayList;
import java.util.List;
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
 * @param answers the records of interest in the answer and additional sections
 */
public record DnsMessage(
    int id,
    boolean response,
    int rcode,
    @Nullable String question,
    int type,
    List<Answer> answers) {
  public static final int A = 1;
  static final int CNAME = 5;
  private static final int SOA = 6;
  public static final int AAAA = 28;
  private static final int SRV = 33;
  public static final int SVCB = 64;
  public static final int HTTPS = 65;
  public static final int ANY = 255;
  private static final int MAX_RECORDS = 8_192;
  private static final int HEADER = 12;
  private static final int IPV4_HINT = 4;
  private static final int IPV6_HINT = 6;

  /**
   * A record of interest. Hints of a service binding are addresses of their own.
   *
   * @param target the other name, of an alias, of a service binding or of a server; else the owner
   */
  public record Answer(String owner, Kind kind, String target, long high, long low) {
    /** What a record says. */
    public enum Kind {
      ADDRESS,
      ALIAS,
      /** One of the servers of a service, which go by names of their own. */
      SERVER
    }

    static Answer address(String owner, long high, long low) {
      return new Answer(owner, Kind.ADDRESS, owner, high, low);
    }
  }

  /** Null if {@code data[at .. end)} is no whole, sound message. */
  public static @Nullable DnsMessage parse(byte[] data, int at, int end) {
    if (end - at < HEADER) {
      return null;
    }
    try {
      return new Reader(data, at, end).message();
    } catch (DnsNames.BadName e) {
      return null;
    }
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
      int authorities = Octets.u16(data, start + 8);
      int additional = Octets.u16(data, start + 10);
      if (questions + answerCount + authorities + additional > MAX_RECORDS) {
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
      for (int i = 0; i < answerCount + authorities + additional; i++) {
        boolean ofZone = i >= answerCount && i < answerCount + authorities;
        record(ofZone ? null : answers);
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
      switch (type) {
        case CNAME -> answers.add(other(owner, Answer.Kind.ALIAS, value));
        case SRV -> answers.add(other(owner, Answer.Kind.SERVER, value + 6));
        case SVCB, HTTPS -> binding(answers, owner, value);
        case A, AAAA -> address(answers, owner, value, length);
        default -> {}
      }
    }

    private Answer other(int owner, Answer.Kind kind, int target) throws DnsNames.BadName {
      return new Answer(text(owner), kind, text(target), 0, 0);
    }

    /** RFC 9460: a target, unless it is the owner itself, and hints. */
    private void binding(List<Answer> answers, int owner, int value) throws DnsNames.BadName {
      Answer target = other(owner, Answer.Kind.ALIAS, value + 2);
      if (!target.target().equals(".")) {
        answers.add(target);
      }
      int parameter = DnsNames.skip(data, start, end, value + 2);
      while (at - parameter >= 4) {
        int key = Octets.u16(data, parameter);
        int length = Octets.u16(data, parameter + 2);
        parameter += 4;
        if (length > at - parameter) {
          throw new DnsNames.BadName();
        }
        int each = key == IPV4_HINT ? 4 : key == IPV6_HINT ? 16 : length + 1;
        for (int hint = 0; hint + each <= length; hint += each) {
          address(answers, owner, parameter + hint, each);
        }
        parameter += length;
      }
    }

    private void address(List<Answer> answers, int owner, int value, int length)
        throws DnsNames.BadName {
      if (length == 4) {
        answers.add(Answer.address(text(owner), 0, Addresses.mapped(Octets.s32(data, value))));
      } else if (length == 16) {
        ipv6Address(answers, owner, value);
      }
    }

    /** IPv4-mapped addresses name no IPv4 packets, although we hold both alike. */
    private void ipv6Address(List<Answer> answers, int owner, int value) throws DnsNames.BadName {
      long high = Octets.s64(data, value);
      long low = Octets.s64(data, value + 8);
      if (!Addresses.isIpv4(high, low)) {
        answers.add(Answer.address(text(owner), high, low));
      }
    }

    /** Names within record data count as part of the record: a bad one spoils the message. */
    private void checkNames(int type, int value, int length) throws DnsNames.BadName {
      int name =
          switch (type) {
            case 2, CNAME, SOA, 12, 39 -> value;
            case 15, SVCB, HTTPS -> value + 2;
            case SRV -> value + 6;
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
