package org.heliosimage.template;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/** A place that holds groups of templates, includes and files. */
public sealed interface TemplateRoot permits FolderRoot, BundledRoot {

  /**
   * Looks a file up.
   *
   * @param path below the root, as {@link RelativePath} gives it
   * @throws TemplateException if what is there is no regular file of the root
   */
  Optional<TemplateFile> find(String path) throws TemplateException;

  /** Names of the templates of a group, to say what there is when one is missing. */
  SortedSet<String> templates(String group) throws IOException;

  /** Location for messages. */
  String location();
}
