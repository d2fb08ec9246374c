// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What an app calls its elements: text of strangers, in trees and in messages. */
final class Labels {
  private static final int LONGEST_LABEL = 80;

  private Labels() {}

  /** A label for a message: in quotes, on one line, not endless. */
  static String quoted(String label) {
    String plain = label.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    return "'"
        + (plain.length() > LONGEST_LABEL ? plain.substring(0, LONGEST_LABEL) + "…" : plain)
        + "'";
  }

  /** Reads an element tree: no external entities, no document types. */
  static XMLStreamReader tree(String source) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory.createXMLStreamReader(new StringReader(source));
  }
}
