// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.emulated;

import dev.trimunit.devices.app.phone.Element;
import dev.trimunit.devices.app.phone.Screen;
import dev.trimunit.devices.files.AppModel;
import dev.trimunit.devices.files.AppModel.ElementModel;
import java.util.ArrayList;
import java.util.List;

/** A modelled companion app's screen. */
final class AppScreen {
  static final String READY = "Ready";
  static final String NO_ANSWER = "The device does not answer";
  private static final String STATUS = "Status";
  private static final int LEVEL = 80;

  private AppScreen() {}

  static Screen of(AppModel model, OwnersView view, String status) {
    List<Element> elements = new ArrayList<>();
    model.elements().forEach(element -> elements.add(element(element, view)));
    elements.add(Element.text(STATUS, status));
    return new Screen(model.title(), elements);
  }

  /** What the app shows of a device that has just been powered. */
  static Screen first(AppModel model, String status) {
    return of(model, new OwnersView(model), status);
  }

  /** The same with another status. */
  static Screen with(Screen screen, String status) {
    List<Element> elements = new ArrayList<>(screen.elements());
    elements.removeIf(element -> element.label().equals(STATUS));
    elements.add(Element.text(STATUS, status));
    return new Screen(screen.title(), elements);
  }

  private static Element element(ElementModel element, OwnersView view) {
    String variable = element.variable();
    boolean on = variable != null && view.isOn(variable);
    boolean levelled = element.kind() == Element.Kind.LAMP || element.kind() == Element.Kind.SLIDER;
    return new Element(element.kind(), element.label(), element.label(), on, levelled ? LEVEL : 0);
  }
}
