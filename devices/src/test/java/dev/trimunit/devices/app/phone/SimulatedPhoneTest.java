// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trimunit.devices.app.screen.Png;
import dev.trimunit.devices.app.screen.PngWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol as anyone on the loopback interface may speak it, and the drawing. */
final class SimulatedPhoneTest {
  private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/|404|unknown command",
        "GET|/status|200|ready",
        "POST|/session/none/element|404|invalid session id",
        "POST|/session/session-1/element|400|invalid argument",
        "POST|/session/session-1/nonsense|404|unknown command",
        "GET|/session/session-1/element/e99/text|404|stale element reference",
        "GET|/session/session-1/element/%3Cscript%3E/text|404|stale element reference",
        "PUT|/session/session-1/../../etc/passwd|404|unknown command",
      })
  void refuses_in_the_protocols_words(String method, String path, int status, String word)
      throws Exception {
    try (SimulatedPhone phone = SimulatedPhone.open("test", "app", new Fixed(), new Stopped())) {
      send(phone, "POST", "/session", "{}");
      HttpResponse<String> answer = send(phone, method, path, "");
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains(word);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[[[[[",
        "\"\\u12",
        "{\"using\":\"xpath\",\"value\":\"//*[\"}",
        "{\"using\":\"xpath\",\"value\":\"document('file:///etc/passwd')\"}",
        "nonsense"
      })
  void hostile_requests_get_an_answer(String body) throws Exception {
    try (SimulatedPhone phone = SimulatedPhone.open("test", "app", new Fixed(), new Stopped())) {
      send(phone, "POST", "/session", "{}");
      HttpResponse<String> answer = send(phone, "POST", "/session/session-1/elements", body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("invalid argument").doesNotContain("root:");
    }
  }

  @Test
  void the_same_screen_at_the_same_time_is_the_same_file() {
    byte[] first = PngWriter.write(Painter.paint(new Fixed().screen(), NOON));
    byte[] second = PngWriter.write(Painter.paint(new Fixed().screen(), NOON));
    assertThat(first).isEqualTo(second);
    assertThat(Arrays.hashCode(first))
        .isNotEqualTo(
            Arrays.hashCode(
                PngWriter.write(Painter.paint(new Fixed().screen(), NOON.plusSeconds(60)))));
  }

  @Test
  void any_text_can_be_drawn_and_elements_without_room_are_not_shown() {
    String hostile = "<b>\u0000\u202e\ud83d\ude00" + "W".repeat(2000);
    Screen screen =
        new Screen(
            hostile,
            java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> Element.toggle(hostile + i, true))
                .toList());
    assertThat(Png.read(PngWriter.write(Painter.paint(screen, NOON))).width()).isEqualTo(360);
    assertThat(Layout.of(screen)).hasSize(7);
  }

  @Test
  void every_character_of_the_font_differs() {
    List<String> shapes =
        java.util.stream.IntStream.range(32, 127)
            .mapToObj(c -> Arrays.toString(Font.rows((char) c)))
            .toList();
    assertThat(shapes).doesNotHaveDuplicates().hasSize(95);
  }

  private static HttpResponse<String> send(
      SimulatedPhone phone, String method, String path, String body) throws Exception {
    URI uri = URI.create(phone.url().toString().replaceAll("/$", "") + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static final class Stopped implements dev.trimunit.engine.lab.LabClock {
    @Override
    public Instant now() {
      return NOON;
    }

    @Override
    public void pass(java.time.Duration duration) {}
  }

  private static final class Fixed implements SimulatedApp {
    @Override
    public void start() {}

    @Override
    public Screen screen() {
      return Screen.of(
          "Camera",
          Element.livePicture("Picture", true),
          Element.slider("Volume", 40),
          Element.badge("NEW"),
          Element.button("Watch"));
    }

    @Override
    public void tap(String label) {}

    @Override
    public void stop() {}
  }
}
