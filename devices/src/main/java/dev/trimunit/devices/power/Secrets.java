// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.devices.power;

import dev.trimunit.engine.lab.LabException;
import dev.trimunit.engine.lab.LabFault;
import dev.trimunit.engine.lab.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passwords and the like. A bench file names them, {@code password: ${PLUG_PASSWORD}}; their values
 * are in the environment or in a file that only its owner can read:
 *
 * <pre>
 * # labs/secrets, mode 600
 * PLUG_PASSWORD=correct horse battery staple
 * </pre>
 *
 * <p>A value that was handed out is hidden in whatever is told later.
 */
public final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)(\\}?)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MOST_BYTES = 1 << 16;
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Map<String, String> values;
  private final String places;
  private final boolean known;

  /** What was handed out, as it may show up in an answer or message, and what is told instead. */
  private final Map<String, String> handedOut = new ConcurrentHashMap<>();

  private Secrets(Map<String, String> values, String places, boolean known) {
    this.values = Map.copyOf(values);
    this.places = places;
    this.known = known;
  }

  /** Those of the environment alone. */
  public static Secrets of(Map<String, String> environment) {
    return new Secrets(
        environment, "set it in the environment, or name a file with 'secrets:'", true);
  }

  /**
   * Those of a file, too; the environment is asked first.
   *
   * @throws LabException if others can read the file, or it is not understood
   */
  public static Secrets of(Map<String, String> environment, Path file) {
    requireOwnersOnly(file);
    Map<String, String> values = new HashMap<>(read(file));
    values.putAll(environment);
    return new Secrets(values, "set it in the environment or write it into " + file, true);
  }

  /** For whoever reads a bench file on a machine that has none of them. */
  public static Secrets unknown() {
    return new Secrets(Map.of(), "", false);
  }

  boolean areKnown() {
    return known;
  }

  private static void requireOwnersOnly(Path file) {
    try {
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
      if (!OWNERS.containsAll(found)) {
        throw new LabException(
            "The file of secrets %s has the permissions %s: only its owner may read it. Do: chmod 600 %s"
                .formatted(file, PosixFilePermissions.toString(found), file));
      }
    } catch (IOException e) {
      throw new LabException("The file of secrets " + file + " cannot be read: write it", e);
    }
  }

  private static Map<String, String> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new LabException(
            "%s is no file of secrets: it has more than %,d bytes".formatted(file, MOST_BYTES));
      }
      return parse(file, Utf8Text.of(bytes).lines().toList());
    } catch (IOException e) {
      throw new LabException("The file of secrets " + file + " cannot be read", e);
    }
  }

  private static Map<String, String> parse(Path file, List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (equals < 0 || !NAME.matcher(line.substring(0, equals)).matches()) {
        throw new LabException(
            "%s:%d: this line is no secret: write NAME=value".formatted(file, i + 1));
      }
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return values;
  }

  /** Whether a text names a secret. */
  public static boolean isNamedIn(String written) {
    return written.contains("${");
  }

  /**
   * A text with each {@code ${NAME}} replaced.
   *
   * @throws IllegalArgumentException if there is no such secret; the message tells names only
   */
  public String fill(String written) {
    return REFERENCE.matcher(written).replaceAll(this::value);
  }

  private String value(MatchResult found) {
    String name = found.group(1);
    if (found.group(2).isEmpty() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a '${' without a name and '}': write ${NAME} for a secret");
    }
    if (!known) {
      return Matcher.quoteReplacement(name);
    }
    String value = values.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("there is no secret '%s': %s".formatted(name, places));
    }
    String shown = "${" + name + "}";
    handedOut.put(value, shown);
    handedOut.put(URLEncoder.encode(value, StandardCharsets.UTF_8), shown);
    return Matcher.quoteReplacement(value);
  }

  /** Hides what was made of a secret, too. */
  void hideToo(String made, String shown) {
    handedOut.put(made, shown);
  }

  /** The text without any value that was handed out. */
  String hide(String text) {
    String hidden = text;
    Comparator<String> longestFirst = Comparator.comparingInt(String::length).reversed();
    for (String value : handedOut.keySet().stream().sorted(longestFirst).toList()) {
      hidden = hidden.replace(value, handedOut.getOrDefault(value, ""));
    }
    return hidden;
  }

  /** A fault whose text and causes tell no secret. */
  public LabFault free(String sentence, @Nullable Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      String said = String.valueOf(each.getMessage());
      if (!hide(said).equals(said)) {
        return new LabFault(hide(sentence));
      }
    }
    return cause == null ? new LabFault(hide(sentence)) : new LabFault(hide(sentence), cause);
  }

  @Override
  public String toString() {
    return handedOut.size() + " values, hidden";
  }
}
