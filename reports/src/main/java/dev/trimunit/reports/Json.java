// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.reports;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trimunit.engine.model.Destination;
import dev.trimunit.engine.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Set;

/** JSON text with the same bytes on every machine. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Numbers as they were written, which as doubles they might not be again. */
  private static final ObjectReader EXACT =
      MAPPER
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private Json() {}

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /**
   * Reads what somebody wrote.
   *
   * @throws IOException if it is no JSON
   */
  static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  /**
   * Reads what is to be written again, to the same bytes.
   *
   * @throws IOException if it is no JSON
   */
  static JsonNode readExactly(byte[] text) throws IOException {
    return EXACT.readTree(text);
  }

  /** Indented, fields in the order of their insertion, with a final line feed. */
  static String text(JsonNode node) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(INDENT);
    printer.indentArraysWith(INDENT);
    try {
      return MAPPER.writer(printer).writeValueAsString(node) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("JSON in memory could not be written", e);
    }
  }

  /**
   * Six significant digits from the exact value: {@code Double.toString} differs between Java
   * versions before and after 19.
   */
  static BigDecimal number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  static void usage(ObjectNode node, Usage usage) {
    node.put("functionality", usage.functionality());
    node.put("vantage", usage.vantage().name());
  }

  static void destinations(ArrayNode array, Set<Destination> destinations) {
    destinations.forEach(destination -> array.add(destination.toString()));
  }

  static void numbers(ArrayNode array, Collection<Integer> numbers) {
    numbers.forEach(array::add);
  }
}
