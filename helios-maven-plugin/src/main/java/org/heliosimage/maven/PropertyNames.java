package org.heliosimage.maven;

/** Every user property of the plugin. */
final class PropertyNames {

  static final String ENGINE = "helios.engine";
  static final String DATASET = "helios.dataset";
  static final String VARIANT = "helios.variant";
  static final String MACHINE = "helios.machine";
  static final String CONSOLE = "helios.console";
  static final String RELEASE = "helios.release";
  static final String GROUP = "helios.group";
  static final String NAME = "helios.name";
  static final String FEATURES = "helios.features";
  static final String TEMPLATES = "helios.templates";
  static final String EXTERNAL_SOURCES = "helios.externalSources";
  static final String PACKAGE_MIRRORS = "helios.packageMirrors";
  static final String WORK_DIRECTORY = "helios.workDirectory";
  static final String CACHE_SIZE = "helios.cacheSize";
  static final String RESET = "helios.reset";
  static final String FULL_RESET = "helios.fullReset";
  static final String ARCHIVE_ONLY = "helios.archiveOnly";
  static final String ATTACH_SEED = "helios.attachSeed";
  static final String SKIP = "helios.skip";
  static final String SKIP_SETUP = "helios.setup.skip";
  static final String SKIP_STRAP = "helios.strap.skip";
  static final String SKIP_IMAGE = "helios.image.skip";
  static final String SKIP_VERIFY = "helios.verify.skip";
  static final String CLASSIFIER = "helios.classifier";

  private PropertyNames() {}
}
