// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param scheme what the password may be used for
 */
public record Login(String user, String password, Scheme scheme) {

  /** How a password is shown. */
  public enum Scheme {
    /** What the server asks for, a digest rather than the password itself. */
    ANY,
    /** The password itself, also unasked. */
    BASIC,
    /** A digest, never the password itself. */
    DIGEST
  }

  /** The header that shows the password itself. */
  public String basic() {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  /**
   * What to send after a 401, as the server's challenges have it; empty if it asks for nothing that
   * may be sent.
   */
  Optional<String> answer(List<String> challenges, String method, String target, String nonce) {
    Optional<String> digest =
        scheme == Scheme.BASIC
            ? Optional.empty()
            : challenges.stream()
                .flatMap(challenge -> Digest.of(challenge).stream())
                .max(Comparator.comparing(Digest::strength))
                .map(found -> found.answer(user, password, method, target, nonce));
    return digest.or(
        () ->
            Optional.of(basic())
                .filter(header -> scheme == Scheme.ANY)
                .filter(header -> challenges.stream().anyMatch(Login::isBasic)));
  }

  private static boolean isBasic(String challenge) {
    return challenge.regionMatches(true, 0, "Basic", 0, 5);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user;
  }
}
