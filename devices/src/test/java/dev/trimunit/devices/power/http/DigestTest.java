// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Digest}: the examples of RFC 7616, section 3.9.1, and of RFC 2617. */
final class DigestTest {
  private static final String CHALLENGE =
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
          + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  private static final Login MUFASA = new Login("Mufasa", "Circle of Life", Login.Scheme.ANY);
  private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void the_examples_of_the_standard(String algorithm, String response) {
    assertThat(answer(MUFASA, CHALLENGE.formatted(algorithm)))
        .contains(
            "username=\"Mufasa\"",
            "uri=\"/dir/index.html\"",
            "algorithm=" + algorithm,
            "response=\"" + response + "\"",
            "qop=auth, nc=00000001, cnonce=\"" + CLIENT_NONCE + "\"",
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
  }

  @Test
  void the_older_form_without_quality() {
    Login login = new Login("Mufasa", "CircleOfLife", Login.Scheme.DIGEST);
    String challenge =
        "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    assertThat(answer(login, challenge))
        .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
        .doesNotContain("qop", "cnonce");
  }

  @Test
  void the_stronger_of_two_is_answered_and_a_digest_before_the_password_itself() {
    assertThat(
            answer(
                MUFASA,
                "Basic realm=\"x\"",
                CHALLENGE.formatted("MD5"),
                CHALLENGE.formatted("SHA-256")))
        .startsWith("Digest ")
        .contains("algorithm=SHA-256");
    assertThat(answer(MUFASA, CHALLENGE.formatted("SHA-512-256"), "Basic realm=\"x\""))
        .isEqualTo("Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic realm=\"x\"",
        "Digest",
        "Digest realm=\"x\"",
        "Digest realm=\"x\", nonce=\"y\", qop=\"auth-int\"",
        "Digest realm=\"x\", nonce=\"y\", algorithm=NONE",
        "Digest realm=\"x, nonce=\"y"
      })
  void a_password_for_digests_only_answers_nothing_else(String challenge) {
    Login login = new Login("Mufasa", "Circle of Life", Login.Scheme.DIGEST);
    assertThat(login.answer(List.of(challenge), "GET", "/", CLIENT_NONCE)).isEmpty();
  }

  private static String answer(Login login, String... challenges) {
    return login
        .answer(List.of(challenges), "GET", "/dir/index.html", CLIENT_NONCE)
        .orElse("nothing");
  }
}
