package org.heliosimage.vm;

/**
 * The settings file of helios-engvm's own scripts, {@code config/NAME.sh}, for an image of ours.
 */
public final class EngvmConfig {

  private EngvmConfig() {}

  /**
   * The file's text.
   *
   * @param image name of the image's file, which those scripts expect in their folder {@code input}
   */
  public static String text(VirtualMachine machine, String image) {
    return """
        VM=%s
        INPUT_IMAGE='%s'
        VCPU=%d
        MEM=%d
        SIZE=%dG
        """
        .formatted(
            machine.name(),
            image.replace("'", "'\\''"),
            machine.cpus(),
            machine.memory() >> 10,
            (machine.disk() + (1L << 30) - 1) >> 30);
  }
}
