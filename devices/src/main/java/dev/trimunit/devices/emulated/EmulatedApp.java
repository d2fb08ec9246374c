// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.app.phone.SimulatedApp;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.ElementModel;
import dev.trimunit.engine.model.Vantage;
import java.util.ArrayList;
import java.util.List;

/** The companion app of an emulated device: draws what its owner sees, hands taps to the device. */
final class EmulatedApp implements SimulatedApp {
  private static final String STATUS = "Status";
  private static final String READY = "Ready";

  private final AppModel model;
  private final OwnersView view;
  private final EmulatedPower device;
  private final Vantage vantage;
  private String status = READY;

  EmulatedApp(AppModel model, OwnersView view, EmulatedPower device, Vantage vantage) {
    this.model = model;
    this.view = view;
    this.device = device;
    this.vantage = vantage;
  }

  @Override
  public void start() {
    status = READY;
    view.appStarted();
  }

  @Override
  public Screen screen() {
    List<Element> elements = new ArrayList<>();
    model.elements().forEach(element -> elements.add(element(element)));
    elements.add(Element.text(STATUS, status));
    return new Screen(model.title(), elements);
  }

  private Element element(ElementModel element) {
    String variable = element.variable();
    boolean on = variable != null && view.isOn(variable);
    boolean levelled = element.kind() == Element.Kind.LAMP || element.kind() == Element.Kind.SLIDER;
    return new Element(element.kind(), element.label(), element.label(), on, levelled ? 80 : 0);
  }

  @Override
  public void tap(String label) {
    model.elements().stream()
        .filter(element -> element.label().equals(label))
        .findFirst()
        .ifPresent(this::tap);
  }

  private void tap(ElementModel element) {
    String does = element.does();
    if (does != null && !device.use(does, vantage)) {
      status = "The device does not answer";
      return;
    }
    status = READY;
    String toggles = element.toggles();
    if (toggles != null) {
      view.toggle(toggles);
    }
  }

  @Override
  public void stop() {
    status = READY;
  }
}
