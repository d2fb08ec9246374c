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
  private final Predicate<String> packageFilter;
  private final Map<URI, FeatureSource> read = new HashMap<>();

  /** A file as it was found first, and what it says. */
  private record FeatureSource(SpecFile file, Spec spec) {}

  SpecResolver(SpecReader reader, Predicate<String> packageFilter) {
    this.reader = reader;
    this.packageFilter = packageFilter;
  }

  @Override
  public Resolution resolve(ClasspathResourceSelector selector, Context context) {
    String name = selector.getClasspathResourceName();
    if (SpecFile.isFeature(name)) {
      return select(file(name).stream(), context, position(selector.getPosition()))
          .orElseGet(() -> nothing("No '" + name + "' is on the class path.", name, context));
    }
    String folder = name.replaceAll("^/|/$", "");
    List<Resource> found =
        ResourceSupport.findAllResourcesInPackage(
            folder.replace('/', '.'), features(resource -> resource.getName().contains(folder)));
    return select(found.stream().map(SpecResolver::file), context, SpecSelection::all)
        .orElseGet(() -> nothing(emptyPlace("class path folder", name), name, context));
  }

  private static Optional<SpecFile> file(String resource) {
    return SpecFile.ofId(SpecFile.CLASSPATH + resource.replaceFirst("^/", ""));
  }

  private static String emptyPlace(String what, String name) {
    return "The %s '%s' holds no *.feature file. Write one there, or select another place."
        .formatted(what, name);
  }

  @Override
  public Resolution resolve(ClasspathRootSelector selector, Context context) {
    List<Resource> found =
        ResourceSupport.findAllResourcesInClasspathRoot(
            selector.getClasspathRoot(), features(resource -> true));
    return select(found.stream().map(SpecResolver::file), context, SpecSelection::all)
        .orElseGet(Resolution::unresolved);
  }

  @Override
  public Resolution resolve(PackageSelector selector, Context context) {
    List<Resource> found =
        ResourceSupport.findAllResourcesInPackage(
            selector.getPackageName(), features(resource -> true));
    return select(found.stream().map(SpecResolver::file), context, SpecSelection::all)
        .orElseGet(Resolution::unresolved);
  }

  @Override
  public Resolution resolve(DirectorySelector selector, Context context) {
    try (Stream<Path> paths = Files.walk(selector.getPath())) {
      List<SpecFile> files =
          paths.filter(SpecResolver::isFeatureFile).sorted().map(SpecFile::ofFile).toList();
      String name = selector.getRawPath();
      return select(files.stream(), context, SpecSelection::all)
          .orElseGet(() -> nothing(emptyPlace("folder", name), name, context));
    } catch (IOException e) {
      throw new UncheckedIOException("Directory " + selector.getRawPath() + " cannot be read", e);
    }
  }

  @Override
  public Resolution resolve(FileSelector selector, Context context) {
    return Optional.of(selector.getPath())
        .filter(path -> SpecFile.isFeature(path.toString()))
        .map(SpecFile::ofFile)
        .flatMap(file -> select(Stream.of(file), context, position(selector.getPosition())))
        .orElseGet(Resolution::unresolved);
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
                selection -> selection.node(below))
            .orElseGet(Resolution::unresolved);
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

  private Optional<Resolution> select(
      Stream<SpecFile> files, Context context, Consumer<SpecSelection> selection) {
    Set<Match> matches = new LinkedHashSet<>();
    files
        .sorted(Comparator.comparing(SpecFile::name))
        .map(this::read)
        .forEach(
            found ->
                context
                    .addToParent(parent -> Optional.of(descriptor(parent, found)))
                    .ifPresent(
                        feature -> {
                          selection.accept(feature.selection());
                          matches.add(Match.exact(feature));
                        }));
    return matches.isEmpty() ? Optional.empty() : Optional.of(Resolution.matches(matches));
  }

  /**
   * A place that was named for its specs and holds none is a mistake, and the build must be red.
   */
  private static Resolution nothing(String sentence, String place, Context context) {
    return context
        .addToParent(parent -> Optional.of(ProblemDescriptor.nothing(parent, place, sentence)))
        .map(problem -> Resolution.match(Match.exact(problem)))
        .orElseGet(Resolution::unresolved);
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
          file.uri(),
          file.name(),
          List.of(new SpecProblem(place, "The file cannot be read: " + e.getMessage())));
    }
  }
}
