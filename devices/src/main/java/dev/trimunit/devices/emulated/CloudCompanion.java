// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.ScreenJson;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.ElementModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A device's cloud: hands what the owner wants to the device, over whatever the device asks it by.
 * A device that does not ask is not there.
 */
final class CloudCompanion implements Companion {
  /** How long the cloud waits for a device that has to connect first. */
  private static final long PATIENCE_MILLIS = 3_000;

  /** How long a device may take to do what it is asked. */
  private static final long WORK_MILLIS = 20_000;

  private static final long GLANCE_MILLIS = 2_000;
  private final AppModel model;
  private final List<Route> routes;
  private final List<Mailbox> mailboxes;
  private Screen last;

  /**
   * @param model what the app shows
   * @param routes the ways by which the device asks, in the order of its model
   */
  CloudCompanion(AppModel model, List<Route> routes) {
    this.model = model;
    this.routes = List.copyOf(routes);
    this.mailboxes = routes.stream().map(route -> new Mailbox()).toList();
    this.last = AppScreen.first(model, AppScreen.READY);
  }

  /** What the device asks by one of its routes. */
  Optional<Mailbox> mailbox(int route) {
    return route >= 0 && route < mailboxes.size()
        ? Optional.of(mailboxes.get(route))
        : Optional.empty();
  }

  /** What the cloud knows; apps ask for it all the time, and that does not concern the device. */
  @Override
  public synchronized Screen screen() {
    return last;
  }

  @Override
  public synchronized Screen start() {
    last = handStart().map(Report::screen).orElseGet(() -> AppScreen.first(model, AppScreen.READY));
    return last;
  }

  @Override
  public synchronized Tapped tap(String label) {
    Optional<Report> report = route(label).flatMap(mailbox -> handTap(mailbox, label));
    last = report.map(Report::screen).orElseGet(() -> AppScreen.with(last, AppScreen.NO_ANSWER));
    return new Tapped(report.map(Report::answered).orElse(false), last);
  }

  /** By any route on which the device asks right now. */
  private Optional<Report> handStart() {
    return mailboxes.stream()
        .filter(Mailbox::asked)
        .findFirst()
        .flatMap(mailbox -> mailbox.hand("start", 0, GLANCE_MILLIS))
        .flatMap(Report::read);
  }

  private static Optional<Report> handTap(Mailbox mailbox, String label) {
    return mailbox.hand("tap " + label, PATIENCE_MILLIS, WORK_MILLIS).flatMap(Report::read);
  }

  /** What a tap uses decides on the route; what uses nothing goes by any. */
  private Optional<Mailbox> route(String label) {
    Optional<String> does =
        model.elements().stream()
            .filter(element -> element.label().equals(label))
            .map(ElementModel::does)
            .filter(Objects::nonNull)
            .findFirst();
    for (int i = 0; i < routes.size(); i++) {
      if (does.isEmpty() || routes.get(i).functionalities().contains(does.get())) {
        return Optional.of(mailboxes.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * What the device says of an order.
   *
   * @param answered whether it did it
   * @param screen what the app shows then
   */
  record Report(boolean answered, Screen screen) {
    String text() {
      return (answered ? "done" : "failed") + "\n" + ScreenJson.write(screen);
    }

    static Optional<Report> read(String text) {
      int end = text.indexOf('\n');
      try {
        return Optional.of(
            new Report(text.startsWith("done"), ScreenJson.read(text.substring(end + 1))));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
