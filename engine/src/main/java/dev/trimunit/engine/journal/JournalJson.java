// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.trimunit.engine.model.DnsName;
import dev.trimunit.engine.model.Host;
import dev.trimunit.engine.model.IpAddress;
import dev.trimunit.engine.model.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * The journal's lines: {@code {"crc":"8 hex digits","entry":…}}, ASCII only. A line that was cut or
 * changed by a failing disk is told by its checksum.
 */
final class JournalJson {
  private static final String HEAD = "{\"crc\":\"";
  private static final String MIDDLE = "\",\"entry\":";
  private static final int START = HEAD.length() + 8 + MIDDLE.length();
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(types())
          .visibility(PropertyAccessor.ALL, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          // Journals of earlier versions lack fields: they are empty.
          .withConfigOverride(
              List.class,
              list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .withConfigOverride(
              Set.class, set -> set.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private JournalJson() {}

  /** One line without its end. */
  static String line(Object entry) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(entry);
      return HEAD + crc(json) + MIDDLE + new String(json, StandardCharsets.US_ASCII) + "}";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A " + entry.getClass().getSimpleName() + " cannot be kept", e);
    }
  }

  /** What a line holds; empty if it is not as it was written. */
  static <T> Optional<T> read(String line, Class<T> type) {
    if (line.length() <= START || !line.startsWith(HEAD) || !line.endsWith("}")) {
      return Optional.empty();
    }
    String json = line.substring(START, line.length() - 1);
    if (!line.startsWith(crc(json.getBytes(StandardCharsets.UTF_8)) + MIDDLE, HEAD.length())) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(json, type));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String crc(byte[] json) {
    CRC32 crc = new CRC32();
    crc.update(json);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static SimpleModule types() {
    SimpleModule types = new SimpleModule();
    asText(types, Instant.class, Instant::toString, Instant::parse);
    asText(types, Duration.class, Duration::toString, Duration::parse);
    asText(types, Path.class, Path::toString, Path::of);
    asText(types, Transport.class, Transport::word, Transport::new);
    asText(types, Host.class, JournalJson::text, JournalJson::host);
    types.addDeserializer(DnsName.class, new FromText<>(DnsName.class, JournalJson::name));
    types.addDeserializer(IpAddress.class, new FromText<>(IpAddress.class, IpAddress::parse));
    return types;
  }

  private static <T> void asText(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new ToText<>(type, write));
    module.addDeserializer(type, new FromText<>(type, read));
  }

  /** A name ends with a dot here, so that no hostile name can pass for an address. */
  private static String text(Host host) {
    return host instanceof DnsName name ? name.text() + "." : host.toString();
  }

  private static Host host(String text) {
    return text.endsWith(".") ? name(text) : IpAddress.parse(text);
  }

  private static DnsName name(String text) {
    return new DnsName(text.substring(0, text.length() - 1));
  }

  private static final class ToText<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, String> write;

    ToText(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(write.apply(value));
    }
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> read;

    FromText(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return read.apply(parser.getText());
    }
  }
}
