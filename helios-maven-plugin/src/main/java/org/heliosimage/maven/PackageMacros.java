package org.heliosimage.maven;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.maven.project.MavenProject;
import org.heliosimage.engine.publish.Publication;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $(NAME)} stands for in a manifest template.
 *
 * @param project the project, whose properties are macros
 * @param user the properties of the command line, which come before those
 */
record PackageMacros(MavenProject project, Properties user) {

  Map<String, String> with(Publication.Name name, @Nullable Map<String, String> own) {
    Map<String, String> all = new TreeMap<>();
    all.put("project.groupId", project.getGroupId());
    all.put("project.artifactId", project.getArtifactId());
    all.put("project.version", project.getVersion());
    all.put("project.name", line(project.getName()));
    all.put("project.description", line(project.getDescription()));
    all.put("project.url", line(project.getUrl()));
    for (Properties properties : new Properties[] {project.getProperties(), user}) {
      properties.stringPropertyNames().forEach(key -> all.put(key, properties.getProperty(key)));
    }
    all.put("pkg.publisher", name.publisher());
    all.put("pkg.name", name.stem());
    all.put("pkg.version", name.version());
    if (own != null) {
      // An empty element of a pom is no value at all.
      own.forEach((key, value) -> all.put(key, value == null ? "" : value));
    }
    return all;
  }

  /** Text of a pom in one line: poms are indented. */
  static String line(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }
}
