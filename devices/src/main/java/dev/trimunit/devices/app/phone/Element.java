// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

/**
 * One thing on a modelled app's screen.
 *
 * @param kind what it is
 * @param label what people and specs call it, for example {@code Power}; unique on its screen
 * @param text what it says, which may change while the label stays
 * @param on whether it is switched on, lit or live
 * @param value a slider's or lamp's level, 0 to 100
 */
public record Element(Kind kind, String label, String text, boolean on, int value) {
  /** The sorts of elements. */
  public enum Kind {
    /** A round-cornered button with its text on it. */
    BUTTON,
    /** A row with the text and a switch. */
    TOGGLE,
    /** A line of text. */
    TEXT,
    /** A small coloured badge, for example {@code LIVE}. */
    BADGE,
    /** A row with the text and a slider. */
    SLIDER,
    /** A large picture of a bulb, lit or not. */
    LAMP,
    /** A camera's picture: moving if on, dark if not. */
    LIVE_PICTURE
  }

  public Element {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException("Element '" + label + "' has the level " + value + ", not 0 to 100");
    }
  }

  /** A button that says its label. */
  public static Element button(String label) {
    return new Element(Kind.BUTTON, label, label, false, 0);
  }

  /** A switch. */
  public static Element toggle(String label, boolean on) {
    return new Element(Kind.TOGGLE, label, label, on, 0);
  }

  /** A line of text under a label that stays the same, for example {@code Status}: {@code offline}. */
  public static Element text(String label, String text) {
    return new Element(Kind.TEXT, label, text, false, 0);
  }

  /** A badge that says its label. */
  public static Element badge(String label) {
    return new Element(Kind.BADGE, label, label, true, 0);
  }

  /** A slider. */
  public static Element slider(String label, int value) {
    return new Element(Kind.SLIDER, label, label, true, value);
  }

  /** A bulb. */
  public static Element lamp(String label, boolean on, int brightness) {
    return new Element(Kind.LAMP, label, label, on, brightness);
  }

  /** A camera's picture. */
  public static Element livePicture(String label, boolean live) {
    return new Element(Kind.LIVE_PICTURE, label, label, live, 0);
  }
}
