// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.simulated;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.ElementModel;
import dev.trimunit.devices.files.DeviceModel;
import dev.trimunit.devices.files.FunctionalityModel;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.List;

/**
 * The companion app of a modelled device on the phone at one vantage. A tap lasts, in virtual time,
 * until the device has answered or the app has lost patience.
 */
final class ModelledApp implements SimulatedApp {
  static final String STATUS = "Status";
  private static final String READY = "Ready";

  private final World world;
  private final DeviceModel model;
  private final ModelledDevice device;
  private final OwnersView view;
  private final Vantage vantage;
  private final Runnable lanExchange;
  private String status = READY;

  /**
   * @param lanExchange what phone and device say to each other when both are in one network
   */
  ModelledApp(
      World world,
      DeviceModel model,
      ModelledDevice device,
      OwnersView view,
      Vantage vantage,
      Runnable lanExchange) {
    this.world = world;
    this.model = model;
    this.device = device;
    this.view = view;
    this.vantage = vantage;
    this.lanExchange = lanExchange;
  }

  @Override
  public void start() {
    world.locked(
        () -> {
          status = READY;
          view.appStarted();
          if (vantage == Vantage.LAN && model.app().setsClock()) {
            device.tell(world.now());
          }
        });
  }

  @Override
  public Screen screen() {
    return world.locked(
        () -> {
          List<Element> elements = new ArrayList<>();
          model.app().elements().forEach(element -> elements.add(element(element)));
          elements.add(Element.text(STATUS, status));
          return new Screen(model.app().title(), elements);
        });
  }

  private Element element(ElementModel element) {
    String variable = element.variable();
    if (AppModel.FIRMWARE.equals(variable) && !device.version().isEmpty()) {
      return new Element(element.kind(), element.label(), device.version(), false, 0);
    }
    boolean on = variable != null && view.isOn(variable);
    int level =
        element.kind() == Element.Kind.LAMP || element.kind() == Element.Kind.SLIDER ? 80 : 0;
    return new Element(element.kind(), element.label(), element.label(), on, level);
  }

  @Override
  public void tap(String label) {
    world.locked(
        () ->
            model.app().elements().stream()
                .filter(element -> element.label().equals(label))
                .findFirst()
                .ifPresent(this::tap));
  }

  private void tap(ElementModel element) {
    String does = element.does();
    if (does != null
        && !works(java.util.Objects.requireNonNull(model.functionalities().get(does)))) {
      status = "The device does not answer";
      return;
    }
    status = READY;
    String toggles = element.toggles();
    if (toggles != null) {
      view.toggle(toggles);
    }
  }

  private boolean works(FunctionalityModel functionality) {
    FunctionalityModel.Use use = functionality.uses().get(vantage);
    if (use == null || !device.online()) {
      world.events().pass(functionality.patience());
      return false;
    }
    if (vantage == Vantage.LAN) {
      lanExchange.run();
    }
    Attempt attempt = new Attempt();
    device.use(functionality, use, attempt::answered, attempt::quiet);
    world.events().passUntil(attempt::over, functionality.patience());
    attempt.abandoned = true;
    return attempt.worked;
  }

  @Override
  public void stop() {
    world.locked(() -> status = READY);
  }

  private static final class Attempt {
    private boolean answered;
    private boolean worked;
    private boolean quiet;
    private boolean abandoned;

    void answered(boolean result) {
      answered = true;
      worked = result && !abandoned;
    }

    void quiet() {
      quiet = true;
    }

    boolean over() {
      return answered && quiet;
    }
  }
}
