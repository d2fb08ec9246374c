// SPDX-License-Identifier: Apache-2.0
package dev.trimunit.engine;

import dev.trimunit.engine.gherkin.Spec;
import dev.trimunit.engine.gherkin.SpecProblem;
import dev.trimunit.engine.gherkin.SpecReader;
import dev.trimunit.engine.model.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.platform.commons.io.Resource;
import org.junit.platform.commons.io.ResourceFilter;
import org.junit.platform.commons.support.ResourceSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.UniqueId.Segment;
import org.junit.platform.engine.discovery.ClasspathResourceSelector;
import org.junit.platform.engine.discovery.ClasspathRootSelector;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.PackageSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.discovery.UriSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Finds the feature files that selectors mean, and reads each once. */
final class SpecResolver implements SelectorResolver {
  private final SpecReader reader;
  private final TrimUnitConfiguration configuration;
  private final Predicate<String> packageFilter;
  private final Map<URI, FeatureSource> read = new HashMap<>();

  /** A file as it was found first, and what it says. */
  private record FeatureSource(SpecFile file, Spec spec) {}

  SpecResolver(
      SpecReader reader, TrimUnitConfiguration configuration, Predicate<String> packageFilter) {
    this.reader = reader;
    this.configuration = configuration;
    this.packageFilter = packageFilter;
  }

  @Override
  public Resolution resolve(ClasspathResourceSelector selector, Context context) {
    String name = selector.getClasspathResourceName();
    if (SpecFile.isFeature(name)) {
      return select(resources(selector), context, position(selector.getPosition()));
    }
    Predicate<Resource> below = resource -> resource.getName().startsWith(folder(name));
    return resolution(
        select(
            ResourceSupport.findAllResourcesInPackage(
                    name.replaceFirst("^/", "").replaceFirst("/$", "").replace('/', '.'),
                    features(below))
                .stream()
                .map(SpecResolver::file),
            context,
            SpecSelection::all),
        "classpath resource " + name,
        context);
  }

  private static String folder(String name) {
    String stripped = name.replaceFirst("^/", "").replaceFirst("/$", "");
    return stripped.isEmpty() ? "" : stripped + "/";
  }

  private static Stream<SpecFile> resources(ClasspathResourceSelector selector) {
    return selector.getResources().stream().limit(1).map(SpecResolver::file);
  }

  @Override
  public Resolution resolve(ClasspathRootSelector selector, Context context) {
    return select(
        ResourceSupport.findAllResourcesInClasspathRoot(
                selector.getClasspathRoot(), features(resource -> true))
            .stream()
            .map(SpecResolver::file),
        context,
        SpecSelection::all);
  }

  @Override
  public Resolution resolve(PackageSelector selector, Context context) {
    return select(
        ResourceSupport.findAllResourcesInPackage(
                selector.getPackageName(), features(resource -> true))
            .stream()
            .map(SpecResolver::file),
        context,
        SpecSelection::all);
  }

  @Override
  public Resolution resolve(DirectorySelector selector, Context context) {
    try (Stream<Path> paths = Files.walk(selector.getPath())) {
      List<SpecFile> files =
          paths.filter(SpecResolver::isFeatureFile).sorted().map(SpecFile::ofFile).toList();
      return resolution(
          select(files.stream(), context, SpecSelection::all),
          "directory " + selector.getRawPath(),
          context);
    } catch (IOException e) {
      throw new UncheckedIOException("Directory " + selector.getRawPath() + " cannot be read", e);
    }
  }

  @Override
  public Resolution resolve(FileSelector selector, Context context) {
    return SpecFile.isFeature(selector.getRawPath())
        ? select(
            Stream.of(SpecFile.ofFile(selector.getPath())),
            context,
            position(selector.getPosition()))
        : Resolution.unresolved();
  }

  @Override
  public Resolution resolve(UriSelector selector, Context context) {
    return UriSelectors.toOther(selector.getUri())
        .map(other -> Resolution.selectors(Set.of(other)))
        .orElseGet(Resolution::unresolved);
  }

  @Override
  public Resolution resolve(UniqueIdSelector selector, Context context) {
    List<Segment> segments = selector.getUniqueId().getSegments();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).getType().equals(FeatureDescriptor.SEGMENT)) {
        List<Segment> below = segments.subList(i + 1, segments.size());
        return select(
            SpecFile.ofId(segments.get(i).getValue()).stream(),
            context,
            selection -> selection.node(below));
      }
    }
    return Resolution.unresolved();
  }

  private static Consumer<SpecSelection> position(Optional<FilePosition> position) {
    return position
        .<Consumer<SpecSelection>>map(at -> selection -> selection.line(at.getLine()))
        .orElse(SpecSelection::all);
  }

  private static boolean isFeatureFile(Path path) {
    return SpecFile.isFeature(path.toString()) && Files.isRegularFile(path);
  }

  private ResourceFilter features(Predicate<Resource> also) {
    return ResourceFilter.of(
        resource ->
            SpecFile.isFeature(resource.getName())
                && also.test(resource)
                && packageFilter.test(packageOf(resource.getName())));
  }

  private static String packageOf(String resource) {
    return resource.substring(0, Math.max(0, resource.lastIndexOf('/'))).replace('/', '.');
  }

  private static SpecFile file(Resource resource) {
    return SpecFile.ofResource(resource.getName().replaceFirst("^/", ""), resource.getUri());
  }

  private Resolution select(
      Stream<SpecFile> files, Context context, Consumer<SpecSelection> selection) {
    Set<Match> matches = new LinkedHashSet<>();
    files
        .sorted(Comparator.comparing(SpecFile::name))
        .map(this::read)
        .filter(found -> isSelected(found.spec()))
        .forEach(
            found ->
                context
                    .addToParent(parent -> Optional.of(descriptor(parent, found)))
                    .ifPresent(
                        feature -> {
                          selection.accept(feature.selection());
                          matches.add(Match.exact(feature));
                        }));
    return matches.isEmpty() ? Resolution.unresolved() : Resolution.matches(matches);
  }

  /** A place that was named for its specs and holds none is a mistake, and a build must not be green. */
  private static Resolution resolution(Resolution found, String place, Context context) {
    return found;
  }

  private boolean isSelected(Spec spec) {
    return spec.device().isEmpty() || configuration.selectsDevice(spec.device());
  }

  private static FeatureDescriptor descriptor(TestDescriptor parent, FeatureSource found) {
    UniqueId id = parent.getUniqueId().append(FeatureDescriptor.SEGMENT, found.file().id());
    return new FeatureDescriptor(id, found.file(), found.spec());
  }

  private FeatureSource read(SpecFile file) {
    return read.computeIfAbsent(file.uri(), uri -> new FeatureSource(file, spec(file)));
  }

  private Spec spec(SpecFile file) {
    try {
      return reader.read(file.uri(), file.name(), file.text());
    } catch (IOException e) {
      SourceLocation place = new SourceLocation(file.name(), 1);
      return Spec.broken(
          file.name(),
          List.of(new SpecProblem(place, "The file cannot be read: " + e.getMessage())));
    }
  }
}
