package org.heliosimage.ufs.write;

import org.heliosimage.tree.Node.Device;

/** How an inode states a device. */
final class DeviceNumber {

  private static final int OLD_MAJOR = 0x7f;
  private static final int OLD_MINOR = 0xff;
  private static final int MAJOR = 0x3fff;
  private static final int MINOR = 0x3ffff;

  private DeviceNumber() {}

  /** Numbers of 16 bits are read in the old form, so some of the new form are out of reach. */
  static boolean isPossible(Device device) {
    int top = encode(device) >>> 16;
    return device.major() <= MAJOR
        && device.minor() <= MINOR
        && (isOld(device) || (top != 0 && top != 0xffff));
  }

  static int encode(Device device) {
    return isOld(device)
        ? device.major() << 8 | device.minor()
        : device.major() << 18 | device.minor();
  }

  private static boolean isOld(Device device) {
    return device.major() <= OLD_MAJOR && device.minor() <= OLD_MINOR;
  }
}
