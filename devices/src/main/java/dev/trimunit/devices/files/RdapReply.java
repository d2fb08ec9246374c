// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.trimunit.engine.lab.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What RDAP servers say (RFC 9083), and the bootstrap file that says which to ask (RFC 9224). */
public final class RdapReply {
  private static final JsonFactory JSON = new JsonFactory();

  private final YamlNode root;

  private RdapReply(YamlNode root) {
    this.root = root;
  }

  /**
   * @throws LabException if it is no JSON object
   */
  public static RdapReply parse(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return new RdapReply(YamlFile.document("RDAP", parser));
    } catch (IOException | StackOverflowError e) {
      throw new LabException("An RDAP answer that is no JSON: " + e.getMessage(), e);
    }
  }

  /** The registrant's name, else the network's. */
  public Optional<String> owner() {
    return items(root, "entities")
        .filter(entity -> items(entity, "roles").anyMatch(role -> text(role).equals("registrant")))
        .flatMap(RdapReply::fullName)
        .findFirst()
        .or(() -> child(root, "name").map(RdapReply::text).filter(name -> !name.isBlank()));
  }

  /** A card is a list: {@code ["vcard", [["fn", {}, "text", "Example Corp"], ...]]}. */
  private static Stream<String> fullName(YamlNode entity) {
    return items(entity, "vcardArray")
        .skip(1)
        .flatMap(RdapReply::items)
        .map(property -> items(property).toList())
        .filter(property -> property.size() > 3 && text(property.get(0)).equals("fn"))
        .map(property -> text(property.get(3)))
        .filter(name -> !name.isBlank());
  }

  /** Prefixes and their servers, of a bootstrap file. */
  public List<Service> services() {
    List<Service> services = new ArrayList<>();
    items(root, "services")
        .map(service -> items(service).toList())
        .filter(service -> service.size() > 1)
        .forEach(
            service ->
                services.add(
                    new Service(
                        items(service.get(0)).map(RdapReply::text).toList(),
                        items(service.get(1)).map(RdapReply::text).toList())));
    return services;
  }

  /** Prefixes such as {@code 203.0.0.0/8}, and base addresses of servers that know them. */
  public record Service(List<String> prefixes, List<String> servers) {
    public Service {
      prefixes = List.copyOf(prefixes);
      servers = List.copyOf(servers);
    }
  }

  private static Optional<YamlNode> child(YamlNode node, String key) {
    return node instanceof YamlNode.Mapping mapping
        ? Optional.ofNullable(mapping.entries().get(key))
        : Optional.empty();
  }

  private static Stream<YamlNode> items(YamlNode node, String key) {
    return child(node, key).stream().flatMap(RdapReply::items);
  }

  private static Stream<YamlNode> items(YamlNode node) {
    return node instanceof YamlNode.Sequence sequence ? sequence.items().stream() : Stream.of();
  }

  private static String text(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar ? scalar.text() : "";
  }
}
