// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.app.phone;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Which elements a WebDriver locator means. */
final class Locators {
  private static final String WAYS = "accessibility id, class name or xpath";

  private Locators() {}

  static List<Layout.Placed> find(String using, String value, String appPackage, List<Layout.Placed> all) {
    return switch (using) {
      case "accessibility id" -> filter(all, placed -> placed.element().label().equals(value));
      case "class name" -> filter(all, placed -> PageSource.widget(placed.element().kind()).equals(value));
      case "xpath" -> xpath(value, PageSource.xml(appPackage, all), all);
      default -> throw WebDriverError.invalid("The simulated phone finds by " + WAYS + ", not by " + using);
    };
  }

  private static List<Layout.Placed> filter(List<Layout.Placed> all, Predicate<Layout.Placed> wanted) {
    return all.stream().filter(wanted).toList();
  }

  private static List<Layout.Placed> xpath(String path, String xml, List<Layout.Placed> all) {
    try {
      InputSource source = new InputSource(new StringReader(xml));
      NodeList nodes =
          (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, source, XPathConstants.NODESET);
      List<Layout.Placed> found = new ArrayList<>();
      for (int i = 0; i < nodes.getLength(); i++) {
        if (nodes.item(i) instanceof Element element && element.hasAttribute("index")) {
          found.add(all.get(Integer.parseInt(element.getAttribute("index"))));
        }
      }
      return found;
    } catch (XPathExpressionException e) {
      throw WebDriverError.invalid("Not an xpath: " + path);
    }
  }
}
