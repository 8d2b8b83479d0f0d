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
  static final String ARTIFACTS = "helios.artifacts";
  static final String PACKAGE_MIRRORS = "helios.packageMirrors";
  static final String WORK_DIRECTORY = "helios.workDirectory";
  static final String CACHE_SIZE = "helios.cacheSize";
  static final String RESET = "helios.reset";
  static final String FULL_RESET = "helios.fullReset";
  static final String ARCHIVE_ONLY = "helios.archiveOnly";
  static final String ATTACH_SEED = "helios.attachSeed";
  static final String SKIP = "helios.skip";
  static final String SKIP_SETUP = "helios.setup.skip";
  static final String PLAN_FILE = "helios.plan.file";
  static final String SKIP_PLAN = "helios.plan.skip";
  static final String SKIP_STRAP = "helios.strap.skip";
  static final String SKIP_IMAGE = "helios.image.skip";
  static final String SKIP_VERIFY = "helios.verify.skip";
  static final String SKIP_LOCK = "helios.lock.skip";
  static final String SKIP_OUTDATED = "helios.outdated.skip";
  static final String SKIP_GO_OFFLINE = "helios.go-offline.skip";
  static final String SKIP_MIRROR = "helios.mirror.skip";
  static final String OUTDATED_FAIL = "helios.outdated.fail";
  static final String MIRROR_TO = "helios.mirror.to";
  static final String PUBLISH_TO = "helios.publish.to";
  static final String PUBLISHER = "helios.publish.publisher";
  static final String PACKAGE_NAME = "helios.publish.name";
  static final String PACKAGE_VERSION = "helios.publish.version";
  static final String PACKAGE_SUMMARY = "helios.publish.summary";
  static final String PACKAGE_DESCRIPTION = "helios.publish.description";
  static final String CLASSIFICATION = "helios.publish.classification";
  static final String PACKAGE_MANIFEST = "helios.publish.manifest";
  static final String SIGNING_KEY = "helios.publish.key";
  static final String SIGNING_CERTIFICATE = "helios.publish.certificate";
  static final String REPLACE = "helios.publish.replace";
  static final String ATTACH_PACKAGE = "helios.publish.attach";
  static final String PACKAGE_CLASSIFIER = "helios.publish.classifier";
  static final String SKIP_PUBLISH = "helios.publish.skip";
  static final String CLASSIFIER = "helios.classifier";
  static final String RUN_IMAGE = "helios.run.image";
  static final String RUN_HOST_NAME = "helios.run.hostName";
  static final String RUN_CPUS = "helios.run.cpus";
  static final String RUN_MEMORY = "helios.run.memory";
  static final String RUN_DISK = "helios.run.disk";
  static final String RUN_FIRMWARE = "helios.run.firmware";
  static final String RUN_USER = "helios.run.user";
  static final String RUN_UID = "helios.run.uid";
  static final String RUN_AUTHORIZED_KEYS = "helios.run.authorizedKeys";
  static final String RUN_EXPECT = "helios.run.expect";
  static final String RUN_TIMEOUT = "helios.run.timeout";
  static final String RUN_PERSISTENT = "helios.run.persistent";
  static final String RUN_INTERRUPT = "helios.run.interrupt";
  static final String RUN_SSH_PORT = "helios.run.sshPort";
  static final String RUN_QEMU = "helios.run.qemu";
  static final String RUN_ACCELERATOR = "helios.run.accelerator";
  static final String RUN_UEFI_CODE = "helios.run.uefiCode";
  static final String RUN_UEFI_VARIABLES = "helios.run.uefiVariables";
  static final String SKIP_RUN = "helios.run.skip";
  static final String SKIP_VM = "helios.vm.skip";

  private PropertyNames() {}
}
