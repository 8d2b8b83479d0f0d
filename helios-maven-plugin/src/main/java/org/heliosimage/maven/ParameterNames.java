package org.heliosimage.maven;

import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/** How a user spells the parameters of a goal. */
final class ParameterNames {

  private final @Nullable MojoDescriptor mojo;

  ParameterNames(@Nullable MojoDescriptor mojo) {
    this.mojo = mojo;
  }

  /** The element in a pom, and the property if there is one. */
  String spelled(String parameter) {
    String element = "<" + parameter + ">";
    PlexusConfiguration configuration = mojo == null ? null : mojo.getMojoConfiguration();
    String expression =
        configuration == null ? null : configuration.getChild(parameter).getValue(null);
    return expression != null && expression.startsWith("${helios.")
        ? element + " or -D" + expression.substring(2, expression.length() - 1)
        : element;
  }
}
