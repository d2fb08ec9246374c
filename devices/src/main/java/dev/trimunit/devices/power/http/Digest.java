// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's challenge to prove that one knows a password without telling it (RFC 7616), with MD5
 * or SHA-256. The JDK's client knows Basic only, and libraries that know SHA-256 bring a second
 * HTTP client.
 *
 * @param parameters of the challenge
 * @param algorithm as Java calls it
 */
record Digest(Map<String, String> parameters, String algorithm) {
  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z]+) ?= ?(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,]+))");
  private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-256");
  private static final String COUNT = "00000001";

  /** Empty if it is another scheme, an unknown algorithm, or wants the body signed, too. */
  static Optional<Digest> of(String challenge) {
    if (!challenge.regionMatches(true, 0, "Digest ", 0, 7)) {
      return Optional.empty();
    }
    Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Matcher matcher = PARAMETER.matcher(challenge.substring(7));
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.putIfAbsent(
          matcher.group(1), quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    String name = parameters.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
    boolean understood =
        ALGORITHMS.contains(name)
            && parameters.containsKey("nonce")
            && parameters.containsKey("realm")
            && isQualityKnown(parameters.get("qop"));
    return understood ? Optional.of(new Digest(parameters, name)) : Optional.empty();
  }

  private static boolean isQualityKnown(@Nullable String offered) {
    return offered == null || Arrays.asList(offered.split(", *", -1)).contains("auth");
  }

  int strength() {
    return algorithm.equals("MD5") ? 0 : 1;
  }

  /** The header {@code Authorization}. */
  String answer(String user, String password, String method, String target, String clientNonce) {
    String realm = parameter("realm");
    String nonce = parameter("nonce");
    String secret = hash(user + ":" + realm + ":" + password);
    String request = hash(method + ":" + target);
    boolean counted = parameters.containsKey("qop");
    String response =
        counted
            ? hash(String.join(":", secret, nonce, COUNT, clientNonce, "auth", request))
            : hash(String.join(":", secret, nonce, request));
    StringBuilder header = new StringBuilder("Digest ");
    header.append("username=").append(quoted(user)).append(", realm=").append(quoted(realm));
    header.append(", nonce=").append(quoted(nonce)).append(", uri=").append(quoted(target));
    header.append(", algorithm=").append(parameters.getOrDefault("algorithm", "MD5"));
    header.append(", response=").append(quoted(response));
    if (counted) {
      header.append(", qop=auth, nc=").append(COUNT).append(", cnonce=");
      header.append(quoted(clientNonce));
    }
    if (parameters.containsKey("opaque")) {
      header.append(", opaque=").append(quoted(parameter("opaque")));
    }
    return header.toString();
  }

  private String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  private static String quoted(String text) {
    return '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }

  private String hash(String text) {
    try {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java has " + algorithm, e);
    }
  }
}
