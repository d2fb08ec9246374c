// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.emulated.CloudCompanion.Report;
import dev.trimunit.devices.emulated.Companion.Tapped;
import dev.trimunit.devices.files.ContactModel;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The device's side of one {@link Route}: asks its cloud for orders for as long as it lives. */
final class CloudChannel {
  private static final Duration AGAIN = Duration.ofSeconds(20);
  private static final int ANSWER_MILLIS = 10_000;

  private final String path;
  private final Route route;
  private final Talks talks;
  private final Companion owner;
  private final Pace pace;

  /**
   * @param device the device's id
   * @param number the route's place among the device's routes
   * @param owner what carries out orders
   */
  CloudChannel(String device, int number, Route route, Talks talks, Companion owner, Pace pace) {
    this.path = CloudPaths.CHANNEL + device + "/" + number;
    this.route = route;
    this.talks = talks;
    this.owner = owner;
    this.pace = pace;
  }

  /**
   * Asks until the process ends.
   *
   * @param tried hears when it is connected, or has tried everything once
   */
  void hold(Runnable tried) {
    while (true) {
      for (ContactModel contact : route.contacts()) {
        for (int i = 0; i <= contact.persistence().retries(); i++) {
          attempt(contact, tried);
        }
      }
      tried.run();
      pace.pass(AGAIN);
    }
  }

  private void attempt(ContactModel contact, Runnable tried) {
    try (Socket socket = talks.connect(contact)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      tried.run();
      serve(contact, socket);
    } catch (IOException e) {
      // It was refused, or somebody hung up: the next try, or the next contact, may get through.
    }
  }

  private void serve(ContactModel contact, Socket socket) throws IOException {
    String report = "";
    while (true) {
      byte[] order =
          HttpExchange.post(
              socket.getInputStream(),
              socket.getOutputStream(),
              contact.host().toString(),
              path,
              report.getBytes(StandardCharsets.UTF_8));
      String[] words = new String(order, StandardCharsets.UTF_8).split(" ", 2);
      report = words.length == 2 ? words[0] + " " + obey(words[1]).text() : "";
    }
  }

  private Report obey(String order) {
    if (order.startsWith("tap ")) {
      Tapped tapped = owner.tap(order.substring("tap ".length()));
      return new Report(tapped.answered(), tapped.screen());
    }
    return new Report(true, owner.start());
  }
}
